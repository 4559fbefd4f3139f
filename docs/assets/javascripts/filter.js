// The page of all numbers: a box that keeps only the table rows that hold every word typed into it.
(() => {
  const tables = document.querySelectorAll(".md-typeset table");
  const title = document.querySelector(".md-typeset h1");
  if (!title || !/(^|\/)numbers(\/|\.html|$)/.test(location.pathname)) return;
  const box = document.createElement("input");
  box.type = "search";
  box.className = "filter";
  box.placeholder = "Filter: for example lambda timeout";
  box.setAttribute("aria-label", "Keep only the rows that hold these words");
  const count = document.createElement("p");
  count.className = "filter-count";
  count.setAttribute("role", "status");
  const intro = title.nextElementSibling || title;
  intro.after(box, count);
  const rows = [...document.querySelectorAll(".md-typeset tbody tr")].map((row) => [row, row.textContent.toLowerCase()]);
  const keep = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      shown += !row.hidden;
    }
    for (const table of tables) {
      const empty = ![...table.tBodies[0].rows].some((row) => !row.hidden);
      const holder = table.closest(".md-typeset__scrollwrap") || table;
      holder.hidden = empty;
      let heading = holder.previousElementSibling;
      if (heading && heading.tagName === "H2") heading.hidden = empty;
    }
    count.textContent = words.length ? `${shown} of ${rows.length} numbers` : `${rows.length} numbers`;
  };
  box.addEventListener("input", keep);
  keep();
})();
