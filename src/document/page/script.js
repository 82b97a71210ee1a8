"use strict";
/* What a page can do beyond being read: copy a table, choose among scenarios, show a figure with all
   its digits. */
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

  /* ---- Choosing among scenarios: the rows of a table ------------------------------------------ */

  const make = (name, attributes = {}, ...children) => {
    const svg = ["svg", "path", "line", "text", "circle"].includes(name);
    const element = svg ? document.createElementNS("http:" + "//www.w3.org/2000/svg", name) : document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) { element.setAttribute(key, value); }
    element.append(...children);
    return element;
  };

  const numberOf = (text) => text === "" || text === "-" ? NaN : Number(text.replaceAll(",", "").replace("\u2212", "-"));

  /* Every row: what is down, where, when, for how long; then both losses with their ends, which are
     drawn with more digits than they are shown with. There are many rows: only those that are chosen
     are read whole. */
  const readRows = (table) => {
    const text = (cell) => cell.firstChild ? cell.firstChild.data : "";
    const read = (row) => {
      const down = row.firstElementChild, where = down.nextElementSibling, start = where.nextElementSibling;
      const hours = text(start.nextElementSibling);
      const three = (k) => [0, 1, 2].map((i) => row.cells[k + i]).map((cell) => numberOf(cell.dataset.d ?? text(cell)));
      const whole = { keys: [text(down), text(where), text(start)], hours: parseFloat(hours), asked: hours.includes("(") };
      const once = (name, make) => Object.defineProperty(whole, name, { configurable: true, get() {
        Object.defineProperty(whole, name, { value: make() });
        return whole[name];
      } });
      once("texts", () => [...row.cells].map(text));
      once("owner", () => three(4));
      return once("dependants", () => three(7));
    };
    return [...table.tBodies[0].rows].map(read);
  };

  const hoursText = (hours) => hours < 1 ? `${Math.round(hours * 60)} min`
    : Number.isInteger(hours) ? `${hours} h` : `${Math.floor(hours)} h ${Math.round(hours % 1 * 60)} min`;

  /* Without Intl, which takes longer to begin with than all else. */
  const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, number < 1000 ? "" : ",");

  const roundStep = (largest) => {
    const power = 10 ** Math.floor(Math.log10(largest / 4));
    return [1, 2, 2.5, 5, 10].map((m) => m * power).find((step) => step * 4 >= largest);
  };

  /* The loss over the duration in its band, and the row that is chosen, with its number. */
  const draw = (chart, rows, side, chosen, text) => {
    const { svg, width } = chart, left = 46, right = width - 14, top = 22, bottom = 168;
    const last = rows[rows.length - 1].hours;
    const largest = Math.max(...rows.flatMap((row) => row[side].filter(Number.isFinite)), 1e-9);
    const step = roundStep(largest);
    const x = (hours) => left + hours / last * (right - left);
    const y = (value) => bottom - value / (Math.ceil(largest / step) * step) * (bottom - top);
    const path = (points) => points.map(([a, b], i) => `${i ? "L" : "M"}${a.toFixed(1)} ${b.toFixed(1)}`).join("");
    const banded = rows.filter((row) => Number.isFinite(row[side][1]));
    const parts = [];
    for (let value = 0; value <= Math.ceil(largest / step) * step + step / 2; value += step) {
      parts.push(make("line", { class: value === 0 ? "zero" : "grid", x1: left, x2: right, y1: y(value), y2: y(value) }),
        make("text", { class: "tick end", x: left - 6, y: y(value) + 4 }, grouped(Number(value.toPrecision(3)))));
    }
    for (const hours of [0, 6, 12, 24, 36, 48, 72, 96, 120, 144, 168].filter((h) => h <= last && (last <= 48 || h % 24 === 0))) {
      parts.push(make("text", { class: "tick middle", x: x(hours), y: bottom + 16 }, `${hours} h`));
    }
    if (banded.length > 1) {
      parts.push(make("path", { class: "band s0", d: path([...banded.map((row) => [x(row.hours), y(row[side][2])]),
        ...banded.toReversed().map((row) => [x(row.hours), y(row[side][1])])]) + "Z" }));
    }
    const at = x(chosen.hours), before = at > (left + right) / 2;
    parts.push(make("path", { class: "line s0", d: path(rows.map((row) => [x(row.hours), y(row[side][0])])) }),
      make("line", { class: "mark", x1: at, x2: at, y1: top - 6, y2: bottom }),
      make("circle", { class: "dot s0", cx: at, cy: y(chosen[side][0]), r: 5 }),
      make("text", { class: `label strong${before ? " end" : ""}`, x: at + (before ? -6 : 6), y: top - 2 }, text));
    svg.setAttribute("viewBox", `0 0 ${width} 190`);
    svg.replaceChildren(...parts);
  };

  const explore = (table) => {
    const rows = readRows(table);
    const names = headOf(table).map((cell) => cell.textContent);
    const unit = (k) => names[k].split(", ")[1];
    const choices = [0, 1, 2].map((k) => [...new Set(rows.map((row) => row.keys[k]))]);
    const selects = choices.map((options) => make("select", {}, ...options.map((option) => make("option", {}, option))));
    const slider = make("input", { type: "range", min: 0, step: 1 });
    const output = make("output", { "aria-live": "polite" });
    const sides = [["owner", "Owner's net loss by duration", 4], ["dependants", "Dependants' loss by duration", 7]]
      .filter(([side]) => rows.some((row) => Number.isFinite(row[side][0])));
    const charts = sides.map(([, title, k]) => {
      const svg = make("svg", { class: "chart", viewBox: "0 0 360 190", width: 360, height: 190, role: "img",
        "aria-label": `${title}. The numbers are in a table.` });
      const about = make("span", { class: "about" });
      return { svg, about, width: 360, box: make("div", {}, make("p", {}, `${title}, ${unit(k)}`, about), svg) };
    });
    const label = (text, control, long) => make("label", long ? { class: "long" } : {}, make("span", {}, ...text), control);
    /* A platform is not everywhere: what has no rows cannot be chosen with it. */
    const places = new Map(choices[0].map((down) => [down, new Set()]));
    rows.forEach((row) => places.get(row.keys[0]).add(row.keys[1]));
    const fitPlaces = () => {
      const [down, where] = selects;
      for (const option of where.options) { option.disabled = !places.get(down.value).has(option.value); }
      if (where.selectedOptions[0].disabled) { [where.value] = choices[1]; }
    };
    const matching = () => rows.filter((row) => row.keys.every((key, k) => key === selects[k].value));
    const amount = (row, k) => {
      const [value, low, high] = row.texts.slice(k, k + 3);
      return value === "" || value === "-" ? "" : `${value} ${unit(k)}${low === "" ? "" : ` (90 %: ${low} to ${high})`}`;
    };
    const sentence = (row, k, who) => amount(row, k) === "" ? "" : `${who} ${amount(row, k)}`;
    const length = document.createElement("b");
    const say = () => {
      fitPlaces();
      const found = matching();
      const row = found[Math.min(slider.value, found.length - 1)];
      slider.max = found.length - 1;
      slider.setAttribute("aria-valuetext", hoursText(row.hours));
      length.textContent = hoursText(row.hours) + (row.asked ? ", as it was" : "");
      output.textContent = `Down for ${hoursText(row.hours)}: ` + [sentence(row, 4, "the owner loses"),
        sentence(row, 7, "dependent businesses lose")].filter((part) => part !== "").join("; ") + ".";
      sides.forEach(([side], i) => {
        charts[i].about.textContent = Number.isFinite(row[side][1]) ? "Shaded: from the 5 % to the 95 % value."
          : "No interval: quantiles of several platforms do not add up.";
      });
      return [found, row];
    };
    const show = () => {
      const [found, row] = say();
      sides.forEach(([side, , k], i) => draw(charts[i], found, side, row, row.texts[k]));
    };
    const controls = make("div", { class: "controls" }, ...selects.flatMap((select, k) =>
      choices[k].length > 1 ? [label([["What is down", "Where", "Start, UTC"][k]], select)] : []),
    label(["How long: ", length], slider, true));
    const place = table.closest(".exhibit");
    slider.max = matching().length - 1;
    slider.value = Math.max(0, matching().findIndex((row) => row.asked));
    place.classList.add("live");
    place.before(make("div", { class: "explorer" }, controls, output, make("div", { class: "pair" }, ...charts.map((c) => c.box))));
    [...selects, slider].forEach((control) => control.addEventListener("input", show));
    say();
    /* A picture is as wide as its place, so that its letters are as large as others. */
    const sizes = new ResizeObserver((entries) => {
      for (const entry of entries) {
        const chart = charts.find(({ box }) => box === entry.target);
        chart.width = Math.max(240, Math.round(entry.contentRect.width));
        chart.svg.setAttribute("width", chart.width);
      }
      show();
    });
    charts.forEach(({ box }) => sizes.observe(box));
  };

  document.querySelectorAll("table.explored").forEach(explore);

  /* ---- A figure with all its digits, its unit and what it rests on ---------------------------- */

  const exact = (number) => Number(number).toLocaleString("en", { maximumSignificantDigits: 15 });

  const describe = (cell) => {
    const data = cell.dataset;
    const table = cell.closest("table");
    const head = table ? headOf(table)[cell.cellIndex] : null;
    const unit = head?.dataset.unit ? ` ${head.dataset.unit}` : "";
    const source = cell.querySelector(".source")?.textContent;
    return [data.v !== undefined ? exact(data.v) + unit : "",
      data.low !== undefined ? `${exact(data.low)} to ${exact(data.high)}${unit}` : "",
      data.id !== undefined ? data.id : "",
      head?.dataset.basis ? `weakest inputs ${head.dataset.basis}` : "",
      source ?? ""].filter((part) => part !== "").join("; ");
  };

  document.addEventListener("pointerover", (event) => {
    const cell = event.target.closest("[data-v], [data-low], [data-id]");
    if (cell && !cell.title) { cell.title = describe(cell); }
  });

  /* In a table that has the focus, arrows go from cell to cell; a line below says what each is. */
  for (const region of document.querySelectorAll(".scroll")) {
    const table = region.firstElementChild;
    const line = document.createElement("output");
    let row = -1, column = 0;
    if (table.className === "explored") { continue; }
    region.nextElementSibling.append(line);
    region.addEventListener("keydown", (event) => {
      const move = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
      if (!move || event.ctrlKey || event.altKey || event.metaKey) { return; }
      const rows = table.tBodies[0].rows;
      row = row < 0 ? 0 : Math.min(Math.max(row + move[0], 0), rows.length - 1);
      column = Math.min(Math.max(column + move[1], 0), rows[row].cells.length - 1);
      const cell = rows[row].cells[column];
      table.querySelector(".here")?.classList.remove("here");
      cell.classList.add("here");
      cell.scrollIntoView({ block: "nearest", inline: "nearest" });
      line.textContent = [rows[row].cells[0].textContent, headOf(table)[column].textContent].join(", ") +
        `: ${describe(cell) || cell.textContent}`;
      event.preventDefault();
    });
  }

  /* What is out of sight is laid out after the first picture, and from then on the page is whole. */
  requestAnimationFrame(() => setTimeout(() => { document.documentElement.classList.add("drawn"); }));
})();
