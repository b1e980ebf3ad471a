// Contents that keep the place, sorting and filtering of long tables. Without scripts the page is all there.
"use strict";
const words = document.body.dataset, lang = document.documentElement.lang;
const parts = [...document.querySelectorAll("main h2")];
if (parts.length > 3) {
  const contents = document.createElement("nav");
  contents.className = "contents";
  contents.ariaLabel = words.contents;
  const links = parts.map((part, at) => {
    const link = document.createElement("a");
    part.id ||= `part-${at + 1}`;
    link.href = `#${part.id}`;
    link.textContent = part.textContent;
    return link;
  });
  contents.append(...links);
  document.querySelector("main").before(contents);
  const keep = () => {
    const here = parts.findLastIndex(part => part.getBoundingClientRect().top < innerHeight / 3);
    links.forEach((link, at) => {
      const current = at === here;
      if (current === link.hasAttribute("aria-current")) return;
      link.toggleAttribute("aria-current", current);
      if (current) contents.scrollTo({ left: link.offsetLeft - contents.clientWidth / 3 });
    });
  };
  addEventListener("scroll", keep, { passive: true });
  keep();
}
for (const table of document.querySelectorAll("main table")) {
  const body = table.tBodies[0], rows = [...body.rows];
  if (rows.length < 8) continue;
  const heads = [...table.tHead.rows[0].cells];
  const key = (row, column) => {
    const cell = row.cells[column], text = cell.dataset.sort ?? cell.textContent.trim();
    if (cell.dataset.sort === undefined && !heads[column].classList.contains("number")) return text;
    const found = text.replaceAll(",", "").match(/[-+]?\d+(\.\d+)?/);
    return found ? Number(found[0]) : null;
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.ariaSort === "ascending", sign = down ? -1 : 1;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.ariaSort = down ? "descending" : "ascending";
      const keyed = [...body.rows].map(row => [key(row, column), row]);
      keyed.sort(([a], [b]) => a === null || b === null ? (a === null) - (b === null)
        : sign * (typeof a === "number" ? a - b : a.localeCompare(b, lang)));
      body.append(...keyed.map(([, row]) => row));
    });
  });
  if (rows.length < 15) continue;
  if (table.dataset.fold) {
    const first = Number(table.dataset.fold), more = document.createElement("button");
    more.type = "button";
    more.className = "fold";
    more.textContent = words.all.replace("{n}", rows.length);
    for (const row of rows.slice(first)) row.classList.add("folded");
    const unfold = () => { for (const row of rows) row.classList.remove("folded"); more.remove(); };
    more.addEventListener("click", unfold);
    table.tHead.addEventListener("click", unfold);
    table.parentElement.after(more);
  }
  const label = document.createElement("label"), input = document.createElement("input"), count = document.createElement("output");
  label.className = "filter";
  input.type = "search";
  input.ariaLabel = `${words.filter}: ${table.caption.textContent}`;
  label.append(`${words.filter} `, input, " ", count);
  table.parentElement.before(label);
  input.addEventListener("input", () => {
    for (const row of rows) row.classList.remove("folded");
    const wanted = input.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    count.textContent = wanted ? `${rows.filter(row => !row.hidden).length}/${rows.length}${words.rows}` : "";
  });
}
