"use strict";
/* What a page can do beyond being read: copy a table, show a figure with all its digits. */
(() => {
  const headOf = (table) => [...table.tHead.rows[0].cells];

  /* A text that a spreadsheet would run is made a text. */
  const field = (text) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
    return /[",\n\r]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
  };

  /* Columns of intervals become two, of estimates three. */
  const ends = (table, k) => [...table.tBodies[0].rows].some((row) => row.cells[k].dataset.low !== undefined);
  const centre = (table, k) => [...table.tBodies[0].rows].some((row) => row.cells[k].dataset.v !== undefined);

  const csvOf = (table) => {
    const columns = headOf(table).map((cell, k) => ({
      name: cell.textContent + (cell.dataset.unit ? ` (${cell.dataset.unit})` : ""),
      ends: ends(table, k), centre: centre(table, k) }));
    const lines = [columns.flatMap((c) => [
      ...(c.centre || !c.ends ? [c.name] : []),
      ...(c.ends ? [`${c.name} low`, `${c.name} high`] : [])]).map(field)];
    for (const row of table.tBodies[0].rows) {
      lines.push(columns.flatMap((c, k) => {
        const cell = row.cells[k], data = cell.dataset;
        const own = c.centre || !c.ends ? [data.v ?? (data.low === undefined ? field(cell.textContent) : "")] : [];
        return [...own, ...(c.ends ? [data.low ?? "", data.high ?? ""] : [])];
      }));
    }
    return lines.map((line) => line.join(",")).join("\r\n") + "\r\n";
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };

  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  document.querySelector("main").append(status);

  for (const table of document.querySelectorAll("main table")) {
    const tools = document.createElement("div");
    const button = document.createElement("button");
    const label = table.parentElement.getAttribute("aria-label");
    tools.className = "tools";
    button.type = "button";
    const words = document.createTextNode("Copy as CSV");
    const what = document.createElement("span");
    what.className = "visually-hidden";
    what.textContent = `: ${label}`;
    button.append(words, what);
    button.addEventListener("click", async () => {
      await copy(csvOf(table));
      words.data = "Copied";
      status.textContent = `Copied: ${label}`;
      setTimeout(() => { words.data = "Copy as CSV"; }, 2000);
    });
    tools.append(button);
    table.parentElement.after(tools);
  }

  /* All digits under the pointer. */
  const exact = (number) => Number(number).toLocaleString("en", { maximumSignificantDigits: 15 });
  document.addEventListener("pointerover", (event) => {
    const cell = event.target.closest("[data-v], [data-low]");
    if (!cell || cell.title) { return; }
    const data = cell.dataset;
    const head = cell.closest("table") ? headOf(cell.closest("table"))[cell.cellIndex] : null;
    const unit = head?.dataset.unit ? ` ${head.dataset.unit}` : "";
    const parts = [data.v !== undefined ? exact(data.v) + unit : "",
      data.low !== undefined ? `${exact(data.low)} to ${exact(data.high)}${unit}` : ""];
    cell.title = parts.filter((part) => part !== "").join("; ");
  });
})();
