// Contents that keep the place, sorting and filtering of long tables, figures of pictures. Without scripts the page is all there.
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
// Every table, and the list of definitions, is one stop of the tab key: arrows lead on within it.
const settled = [...document.querySelectorAll("main table, main dl")].map(group => {
  const controls = () => [...group.querySelectorAll("a[href], button")];
  const seen = () => controls().filter(control => control.offsetParent);
  const stopAt = stop => { for (const control of controls()) control.tabIndex = control === stop ? 0 : -1; };
  const settle = () => stopAt(seen().find(control => control.tabIndex === 0 || control === document.activeElement) ?? seen()[0]);
  const move = event => {
    const from = event.target.closest("a, button"), aside = { ArrowRight: 1, ArrowLeft: -1 }[event.key], along = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!from || !(aside || along)) return;
    const all = seen(), at = all.indexOf(from), column = from.closest("td, th")?.cellIndex;
    const on = aside ? all[at + aside] : (along > 0 ? all.slice(at + 1) : all.slice(0, at).reverse())
      .find(control => control.closest("td, th")?.cellIndex === column);
    event.preventDefault();
    on?.focus();
  };
  group.addEventListener("keydown", move);
  group.addEventListener("focusin", ({ target }) => {
    if (target.closest("a, button")) stopAt(target);
  });
  return settle;
});
const settle = () => {
  for (const own of settled) own();
  for (const box of document.querySelectorAll(".table, .picture")) {  // what does not scroll need not be stopped at to scroll it
    if (!box.dataset.marks) box.tabIndex = box.scrollWidth > box.clientWidth ? 0 : -1;
  }
};
for (const table of document.querySelectorAll("main table")) {
  const body = table.tBodies[0], rows = [...body.rows].filter(row => row.className !== "group");
  if (rows.length < 8) continue;
  const heads = [...table.tHead.rows[0].cells];
  const key = (row, column) => {
    const cell = row.cells[column], text = cell.dataset.sort ?? cell.textContent.trim();
    if (cell.dataset.sort === undefined && !heads[column].classList.contains("number")) return text;
    const found = text.replaceAll(",", "").match(/[-+]?\d+(\.\d+)?/);
    return found ? Number(found[0]) : null;
  };
  if (!table.classList.contains("matrix")) heads.forEach((head, column) => {
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
    for (const row of body.querySelectorAll(".group")) row.hidden = wanted !== "";
    count.textContent = wanted ? `${rows.filter(row => !row.hidden).length}/${rows.length}${words.rows}` : "";
  });
}
// A matrix: areas are chosen, and a cell leads to the area's page, at the row that it stands for.
for (const table of document.querySelectorAll("main .matrix")) {
  const heads = [...table.tHead.rows[0].cells], rows = [...table.rows].filter(row => row.className !== "group");
  const picker = document.createElement("details"), summary = document.createElement("summary");
  picker.className = "picker";
  summary.textContent = words.areas;
  picker.append(summary);
  heads.forEach((head, column) => {
    if (!head.classList.contains("mark")) return;
    const label = document.createElement("label"), input = document.createElement("input");
    input.type = "checkbox";
    input.checked = true;
    label.append(input, ` ${head.textContent}`);
    picker.append(label);
    input.addEventListener("input", () => { for (const row of rows) row.cells[column].hidden = !input.checked; });
  });
  table.parentElement.before(picker);
  table.addEventListener("click", ({ target }) => {
    const cell = target.closest("td[class]"), page = cell && heads[cell.cellIndex].querySelector("a[href]");
    const here = cell?.parentElement.querySelector("th a")?.dataset.or;
    if (page && here) location.href = page.href + here;
  });
}
addEventListener("click", settle);
addEventListener("input", settle);
addEventListener("resize", settle);
settle();
const pictures = [...document.querySelectorAll(".picture[data-marks]")].map(picture => {
  const svg = picture.querySelector("svg"), marks = [], layer = document.createElementNS(svg.namespaceURI, "g");
  let under = "";
  for (const line of picture.dataset.marks.split("\n")) {
    const [at, of, text] = line.split("\t");
    if (text === undefined) { under = line; continue; }
    const [x, y] = at.split(" ").map(Number);
    marks.push({ x, y, under, of: of || under, text: [under, of, text].filter(Boolean).join(" ") });
  }
  layer.setAttribute("class", "lit");
  svg.append(layer);
  return { picture, svg, marks, layer };
});
const ring = (layer, { x, y }, size) => {
  const circle = document.createElementNS(layer.namespaceURI, "circle");
  for (const [name, value] of Object.entries({ cx: x, cy: y, r: size })) circle.setAttribute(name, value);
  layer.append(circle);
};
for (const own of pictures) {
  const { picture, svg, marks, layer } = own, told = document.createElement("output");
  let now = -1;
  told.className = "told";
  picture.tabIndex = 0;
  picture.after(told);
  const seen = () => {
    const box = svg.getBoundingClientRect();
    return { box, scale: box.width / svg.viewBox.baseVal.width };
  };
  const show = at => {
    if (at === now) return;
    now = at;
    const mark = marks[at];
    for (const other of pictures) {
      other.layer.replaceChildren();
      for (const one of mark ? other.marks : []) {
        if (one.of === mark.of && (other !== own || one.under !== mark.under)) ring(other.layer, one, 5);
      }
    }
    told.textContent = mark?.text ?? "";
    if (!mark) return;
    ring(layer, mark, 8);
    const { box, scale } = seen(), home = picture.getBoundingClientRect();
    const left = box.left - home.left + mark.x * scale - told.offsetWidth / 2;
    told.style.left = `${Math.max(0, Math.min(left, picture.clientWidth - told.offsetWidth))}px`;
    told.style.top = `${picture.offsetTop + mark.y * scale - told.offsetHeight - 14}px`;
  };
  const nearest = event => {
    const { box, scale } = seen();
    const away = marks.map(mark => Math.hypot(box.left + mark.x * scale - event.clientX, box.top + mark.y * scale - event.clientY));
    const least = Math.min(...away);
    return least < 28 ? away.indexOf(least) : -1;
  };
  picture.addEventListener("pointermove", event => show(nearest(event)));
  picture.addEventListener("pointerdown", event => show(nearest(event)));
  picture.addEventListener("pointerleave", () => show(-1));
  picture.addEventListener("focus", () => picture.matches(":focus-visible") && show(0));
  picture.addEventListener("blur", () => show(-1));
  picture.addEventListener("keydown", event => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") show(-1);
    if (!step) return;
    event.preventDefault();
    show((now + step + marks.length) % marks.length);
  });
}
