"""Areas beside each other."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    "符号为状态，数字为完成率（%）；比率、上限和上年末已达目标的指标只有状态。": "The symbol is the status, the number the completion in per cent; rates, ceilings and what had reached its target at last year's end have a status alone.",
    "占全市（%）": "Share of the whole (%)",
    "占全市目标（%）": "Share of the whole's target (%)",
    "拉动全市增长（百分点）": "Adds to the whole's growth (points)",
    "{name}：各地区的份额与拉动": "{name}: what each area adds to the whole and to its growth",
}
