from hrss_analysis import history


def test_it_ends_at_the_period_and_holds_the_year_before(national):
    found = history(national, "2023Q1")
    assert found["period"].unique().tolist() == ["2022Q1", "2022Q2", "2022Q3", "2022Q4", "2023Q1"]
    assert found.loc[(found["no"] == 1) & (found["period"] == "2022Q4"), "value"].item() == 1206


def test_it_reads_the_record_as_it_stood(national):
    assert "2024Q4" not in history(national, "2024Q4", as_of="2025-01-31")["period"].to_list()
