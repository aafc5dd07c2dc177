// <canvas data-chart="line|bar|bridge" data-source="json-script-id"> (or data-fetch="url").
// Colours come from the CSS variables, resolved to rgba, again when the theme changes. No animation.
(function () {
  const drawn = new Map();
  const locale = document.documentElement.lang || "en";

  /** A CSS variable as rgba: computed on a hidden element, painted on one pixel, read back. */
  function resolver() {
    const probe = document.createElement("span");
    probe.hidden = true;
    document.body.append(probe);
    const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    pixel.canvas.width = pixel.canvas.height = 1;
    const read = (name) => {
      probe.style.color = `var(--b-${name})`;
      pixel.clearRect(0, 0, 1, 1);
      pixel.fillStyle = getComputedStyle(probe).color;
      pixel.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
      return `rgba(${r}, ${g}, ${b}, ${(a / 255).toFixed(3)})`;
    };
    return { read, done: () => probe.remove() };
  }

  function palette() {
    const { read, done } = resolver();
    const names = { text: "text", text2: "text-2", text3: "text-3", line: "line", edge: "edge", sunken: "sunken", surface: "surface", caution: "caution", accent: "accent", weak: "chart-1-weak", 1: "chart-1", 2: "chart-2", 3: "chart-3", 4: "chart-4", 5: "chart-5" };
    const colours = Object.fromEntries(Object.entries(names).map(([key, name]) => [key, read(name)]));
    done();
    colours.of = (key) => colours[key] || colours[1];
    colours.series = (series) => (series.past ? colours[5] : colours.of(series.color || 1));
    return colours;
  }

  /** A writer of values: format {kind: money|number|percent, currency, compact, decimals, signed, unit}. */
  function writer(format) {
    const wish = format || {};
    const options = { maximumFractionDigits: wish.decimals === undefined ? 1 : wish.decimals };
    if (wish.kind === "percent") Object.assign(options, { style: "percent", minimumFractionDigits: wish.decimals || 0 });
    if (wish.kind === "money") Object.assign(options, { style: "currency", currency: wish.currency || "EUR", minimumFractionDigits: 0, currencyDisplay: "narrowSymbol" });
    if (wish.compact) options.notation = "compact";
    const plain = new Intl.NumberFormat(locale, options);
    const signed = new Intl.NumberFormat(locale, { ...options, signDisplay: "exceptZero" });
    const tidy = (words) => words.replace("-", "\u2212").replace(/(\d)K/, "$1k").replace(/([kM])\s(?=\p{Sc})/u, "$1");
    return (value, sign) => tidy((wish.signed && sign ? signed : plain).format(value)) + (wish.unit || "");
  }

  function lineSets(data, colours) {
    return data.series.map((series) => ({
      data: series.data,
      borderColor: colours.series(series),
      borderWidth: series.past || series.dashed ? 1.4 : 2.2,
      borderDash: series.dashed ? [4, 4] : [],
      pointRadius: 0,
      pointHitRadius: 12,
      label: series.label,
      tension: 0,
    }));
  }

  function barSets(data, colours) {
    const line = (series) => ({ ...lineSets({ series: [series] }, colours)[0], type: "line", pointRadius: 2.5, pointBackgroundColor: colours.series(series), stack: "line", order: -1 });
    return data.series.map((series, index) => series.line ? line(series) : ({
      label: series.label,
      data: series.data,
      backgroundColor: series.color === "edge" ? "rgba(0, 0, 0, 0)" : colours.series(series),
      borderColor: series.color === "edge" || series.color === "weak" ? colours[1] : colours.series(series),
      borderWidth: 1,
      borderSkipped: false,
      borderRadius: data.stacked ? 0 : 2,
      stack: data.stacked ? "one" : `s${index}`,
      categoryPercentage: 0.8,
      barPercentage: 0.5,
      maxBarThickness: 64,
    }));
  }

  function bridgeSpans(data) {
    let level = 0;
    return data.steps.map((step) => {
      const from = step.kind === "total" ? 0 : level;
      level = step.kind === "total" ? step.value : level + step.value;
      return { range: [from, level], end: level, value: step.value, kind: step.kind };
    });
  }

  function bridgeSets(data, colours, spans) {
    const fill = spans.map((span) => (span.kind === "total" ? colours[5] : span.value < 0 ? colours[2] : colours[1]));
    return [{ data: spans.map((span) => span.range), backgroundColor: fill, borderWidth: 0, borderRadius: 2, borderSkipped: false, barPercentage: 0.55, categoryPercentage: 0.9 }];
  }

  function scales(kind, data, colours, write, flat) {
    const font = { family: "Inter, system-ui, sans-serif", size: 11.5 };
    const money = (data.format || {}).kind === "money";
    const border = { color: colours.edge, display: data.min === undefined || data.min >= 0 };
    const found = {
      x: {
        stacked: Boolean(data.stacked),
        grid: { display: false },
        border,
        ticks: { color: colours.text3, font, maxRotation: kind === "bridge" ? 80 : 0, autoSkip: kind !== "bridge", autoSkipPadding: 12, padding: 4 },
        title: { display: Boolean(data.x_title), text: data.x_title, color: colours.text3, font: { ...font, size: 12 } },
      },
      y: {
        stacked: Boolean(data.stacked),
        beginAtZero: kind !== "line" || !data.open_axis,
        min: data.min,
        max: data.max,
        grace: kind === "bridge" ? "6%" : 0,
        grid: { color: colours.line, drawTicks: false },
        border: { display: false },
        ticks: { color: colours.text3, font, maxTicksLimit: 6, stepSize: data.step, padding: 8, callback: (value) => (value === 0 && money ? "0" : write(value, true)) },
      },
    };
    if (flat) [found.x, found.y] = [{ ...found.y, ticks: { ...found.y.ticks, maxTicksLimit: 4, maxRotation: 0 } }, { ...found.x, border: { display: false } }];
    return found;
  }

  /** Where there is no room at the right, the names of several lines stand above them. */
  function namesAbove(kind, data, canvas) {
    return kind === "line" && data.series.length > 1 && canvas.parentNode.clientWidth < 440;
  }

  /** A bridge lies down where a name is wider than its step. */
  function liesDown(kind, data, canvas) {
    if (kind !== "bridge") return false;
    const pen = canvas.getContext("2d");
    pen.font = "11.5px Inter, system-ui, sans-serif";
    const widest = Math.max(...data.steps.flatMap((step) => step.label.split("\n")).map((words) => pen.measureText(words).width));
    return widest + 6 > (canvas.parentNode.clientWidth - 64) / data.steps.length;
  }

  /** Room at the right for the names of lines that reach the edge. */
  function room(kind, data, write, canvas, flat) {
    if (flat) return { top: 0, right: 56 };
    if (namesAbove(kind, data, canvas)) return { top: 8 + 17 * data.series.length, right: 8 };
    if (kind !== "line") return { top: 16, right: data.marks || data.targets ? 24 : 4 };
    const pen = canvas.getContext("2d");
    pen.font = "560 12px Inter, system-ui, sans-serif";
    const ends = data.series.filter((series) => series.data[data.labels.length - 1] !== null && series.data.length >= data.labels.length);
    const widths = ends.map((series) => pen.measureText(series.end || `${series.label} ${write(series.data.at(-1))}`).width);
    return { top: 12, right: Math.min(Math.max(0, ...widths) + 14, 170) };
  }

  function configuration(canvas, kind, data) {
    const colours = palette();
    if (kind === "scatter") return window.boussoleScatter(data, { colours, writer });
    const write = writer(data.format);
    const axis = writer({ ...data.format, ...data.axis });
    const spans = kind === "bridge" ? bridgeSpans(data) : [];
    const flat = liesDown(kind, data, canvas);
    const above = namesAbove(kind, data, canvas);
    const labels = kind === "bridge" ? data.steps.map((step) => (flat ? step.label.replace("\n", " ") : step.label.split("\n"))) : data.labels;
    const sets = { line: lineSets, bar: barSets, bridge: bridgeSets }[kind](data, colours, spans);
    return {
      type: kind === "line" ? "line" : "bar",
      data: { labels, datasets: sets },
      plugins: [window.boussoleMarks({ kind, data, colours, write, spans, flat, above })],
      options: {
        indexAxis: flat ? "y" : "x",
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        layout: { padding: room(kind, data, write, canvas, flat) },
        interaction: { mode: "index", axis: flat ? "y" : "x", intersect: false },
        plugins: {
          legend: { display: false },
          tooltip: { backgroundColor: colours.text, titleColor: colours.surface, bodyColor: colours.surface, displayColors: false, padding: 8, callbacks: { label: (item) => `${item.dataset.label ? item.dataset.label + " " : ""}${write(kind === "bridge" ? spans[item.dataIndex].value : item.parsed.y)}` } },
        },
        scales: scales(kind, data, colours, axis, flat),
      },
    };
  }

  async function load(canvas) {
    if (canvas.dataset.fetch) return (await fetch(canvas.dataset.fetch, { headers: { Accept: "application/json" } })).json();
    return JSON.parse(document.getElementById(canvas.dataset.source).textContent);
  }

  async function draw(canvas) {
    const data = drawn.has(canvas) ? drawn.get(canvas).data : await load(canvas);
    if (drawn.has(canvas)) drawn.get(canvas).chart.destroy();
    const chart = new window.Chart(canvas, configuration(canvas, canvas.dataset.chart, data));
    drawn.set(canvas, { chart, data });
  }

  function all() {
    drawn.forEach(({ chart }, canvas) => { if (!canvas.isConnected) { chart.destroy(); drawn.delete(canvas); } });
    const fresh = [...document.querySelectorAll("canvas[data-chart]")].filter((canvas) => !drawn.has(canvas));
    if (!fresh.length) return;
    window.boussole.busy(1);
    window.boussole.need("chart").then(() => document.fonts.ready).then(() => Promise.all(fresh.map(draw)))
      .catch(() => window.boussole.toast("toast-not-loaded", all))
      .finally(() => window.boussole.busy(-1));
  }

  const redraw = () => [...drawn.keys()].forEach(draw);
  document.addEventListener("boussole:fresh", all);
  document.addEventListener("boussole:theme", redraw);
  window.matchMedia("print").addEventListener("change", redraw);
})();
