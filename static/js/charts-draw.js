// One Chart.js plugin for what the guide draws on a chart: shaded band, target ticks, marks, direct labels.
// boussoleMarks(own) is called by charts.js, once for each chart.
(function () {
  const FONT = (weight) => `${weight} 12px Inter, system-ui, sans-serif`;

  function text(ctx, words, x, y, colour, align, weight, halo) {
    ctx.save();
    ctx.font = FONT(weight || 560);
    ctx.fillStyle = colour;
    ctx.textAlign = align || "left";
    ctx.textBaseline = "middle";
    if (halo) {
      // Lines that pass under the words do not cross them.
      ctx.strokeStyle = halo;
      ctx.lineWidth = 4;
      ctx.lineJoin = "round";
      ctx.strokeText(words, x, y);
    }
    ctx.fillText(words, x, y);
    ctx.restore();
  }

  function band(chart, own) {
    if (!own.data.band) return;
    const { ctx, chartArea: area, scales } = chart;
    // A band that goes on past the axis ends with it.
    const [low, high] = own.data.band.map((value) => Math.min(Math.max(scales.y.getPixelForValue(value), area.top), area.bottom));
    ctx.save();
    ctx.fillStyle = own.colours.sunken;
    ctx.fillRect(area.left, high, area.width, low - high);
    ctx.restore();
  }

  /** A short piece of the line and its name, above the chart, one line each. */
  function nameAbove(chart, own, series, index, words) {
    const { ctx, chartArea: area } = chart;
    const y = 10 + index * 17;
    ctx.save();
    ctx.strokeStyle = own.colours.series(series);
    ctx.lineWidth = series.past || series.dashed ? 1.4 : 2.2;
    ctx.setLineDash(series.dashed ? [4, 4] : []);
    ctx.beginPath();
    ctx.moveTo(area.left, y);
    ctx.lineTo(area.left + 18, y);
    ctx.stroke();
    ctx.restore();
    text(ctx, words, area.left + 25, y, series.past ? own.colours.text3 : own.colours.series(series), "left", series.past ? 500 : 560);
  }

  /** The last point's mark, and the name of each line at its end; names keep 16 px apart. */
  function lineEnds(chart, own) {
    const { ctx, chartArea: area } = chart;
    const taken = [];
    own.data.series.forEach((series, index) => {
      const meta = chart.getDatasetMeta(index);
      const last = series.data.findLastIndex((value) => value !== null);
      if (last < 0 || !meta.data[last]) return;
      const { x, y } = meta.data[last];
      const colour = own.colours.series(series);
      if (!series.past && !series.dashed) {
        ctx.save();
        ctx.fillStyle = colour;
        ctx.beginPath();
        ctx.arc(x, y, 5, 0, 7);
        ctx.fill();
        ctx.restore();
      }
      const words = series.end || `${series.label} ${own.write(series.data[last])}`;
      if (own.above) {
        nameAbove(chart, own, series, index, words);
        return;
      }
      const inside = x < area.right - 8;
      let level = inside ? y - 15 : y;
      while (!inside && taken.some((other) => Math.abs(other - level) < 16)) level += 4;
      if (!inside) taken.push(level);
      const ink = series.past ? own.colours.text3 : colour;
      const left = inside && x - ctx.measureText(words).width < area.left + 4;
      text(ctx, words, inside ? x - 2 : x + 8, level, ink, inside && !left ? "right" : "left", series.past ? 500 : 560, inside ? own.colours.surface : "");
    });
  }

  /** Where the figure began to be computed differently, or what a break says of its own: an upright line and its words, inside the chart. */
  function breaks(chart, own) {
    const { ctx, chartArea: area, scales } = chart;
    (own.data.breaks || []).forEach(({ at, label, color, middle }, index) => {
      const x = scales.x.getPixelForValue(at);
      ctx.save();
      const ink = color ? own.colours.of(color) : own.colours.caution;
      ctx.strokeStyle = ink;
      ctx.setLineDash([4, 3]);
      ctx.beginPath();
      ctx.moveTo(x, area.top);
      ctx.lineTo(x, area.bottom);
      ctx.stroke();
      ctx.restore();
      const left = x > (area.left + area.right) / 2;
      text(ctx, label, left ? x - 5 : x + 5, middle ? (area.top + area.bottom) / 2 : area.top + 8 + index * 16, ink, left ? "right" : "left");
    });
  }

  /** Target ticks across each bar group, their value at the right, and the bars' own ends. */
  function barEnds(chart, own) {
    const { ctx, scales } = chart;
    const first = chart.getDatasetMeta(0);
    const said = own.data.targets || [];
    // Where bars stand too close for words beside them, the table below has the numbers.
    own.roomy = chart.chartArea.width / Math.max(first.data.length, 1) > 76;
    first.data.forEach((bar, index) => {
      const wide = (bar.width || 24) / 2;
      let used = null;
      if (said[index] !== undefined && said[index] !== null) {
        const y = scales.y.getPixelForValue(said[index]);
        ctx.save();
        ctx.fillStyle = own.colours.text;
        ctx.fillRect(bar.x - wide - 4, y - 1, wide * 2 + 8, 2);
        ctx.restore();
        if (own.roomy) text(ctx, own.write(said[index]), bar.x + wide + 9, y - 6, own.colours.text);
        used = y - 6;
      }
      endOfBar(chart, own, index, bar, wide, used);
    });
  }

  function endOfBar(chart, own, index, bar, wide, used) {
    const { ctx, scales } = chart;
    const marks = own.data.marks;
    const value = own.data.series[0].data[index];
    const mark = marks && marks.data[index];
    if (mark !== undefined && mark !== null) {
      let y = scales.y.getPixelForValue(mark);
      if (used !== null && Math.abs(y - used) < 16) y = used + 17;
      const x = bar.x + wide + 13;
      ctx.save();
      ctx.fillStyle = own.colours.of(marks.color || 2);
      ctx.beginPath();
      ctx.moveTo(x, y - 5); ctx.lineTo(x + 5, y); ctx.lineTo(x, y + 5); ctx.lineTo(x - 5, y);
      ctx.fill();
      ctx.restore();
      if (own.roomy) text(ctx, own.write(mark), x + 10, y, own.colours.caution);
    } else if (value !== null && value !== undefined && own.data.series[0].ends !== false) {
      const y = scales.y.getPixelForValue(value);
      if (used === null) text(ctx, own.write(value, true), bar.x, y + (value < 0 ? 11 : -11), own.colours.text, "center");
      else text(ctx, own.write(value), bar.x + wide + 9, Math.abs(y - used) < 16 ? used + 17 : y, own.colours.accent);
    }
  }

  /** The same, lying down: links between rows, each value right of its bar. */
  function bridgeDown(chart, own) {
    const { ctx, scales } = chart;
    const bars = chart.getDatasetMeta(0).data;
    own.spans.forEach((span, index) => {
      const bar = bars[index];
      const next = bars[index + 1];
      if (next) {
        const x = scales.x.getPixelForValue(span.end);
        ctx.save();
        ctx.strokeStyle = own.colours.edge;
        ctx.beginPath();
        ctx.moveTo(x, bar.y + bar.height / 2);
        ctx.lineTo(x, next.y - next.height / 2);
        ctx.stroke();
        ctx.restore();
      }
      const right = scales.x.getPixelForValue(Math.max(...span.range));
      text(ctx, own.write(span.value, span.kind !== "total"), right + 6, bar.y, own.colours.text);
    });
  }

  /** A bridge: thin links between steps, and each step's value above or below it. */
  function bridge(chart, own) {
    const { ctx, scales } = chart;
    const bars = chart.getDatasetMeta(0).data;
    own.spans.forEach((span, index) => {
      const bar = bars[index];
      const next = bars[index + 1];
      if (next) {
        const y = scales.y.getPixelForValue(span.end);
        ctx.save();
        ctx.strokeStyle = own.colours.edge;
        ctx.beginPath();
        ctx.moveTo(bar.x + bar.width / 2, y);
        ctx.lineTo(next.x - next.width / 2, y);
        ctx.stroke();
        ctx.restore();
      }
      // Bars too close for words: the table has the numbers.
      if (chart.chartArea.width / bars.length < 44) return;
      const top = scales.y.getPixelForValue(Math.max(...span.range));
      text(ctx, own.write(span.value, span.kind !== "total"), bar.x, top - 10, own.colours.text, "center");
    });
  }

  /** The plugin of one chart. own = {kind, data, colours, write, spans}; kept here, since Chart.js calls functions it finds in options. */
  window.boussoleMarks = (own) => ({
    id: "boussoleMarks",
    beforeDatasetsDraw(chart) { band(chart, own); },
    afterDatasetsDraw(chart) {
      if (own.kind === "line") lineEnds(chart, own);
      if (own.kind === "bar") barEnds(chart, own);
      if (own.kind === "bridge") (own.flat ? bridgeDown : bridge)(chart, own);
      else breaks(chart, own);
    },
  });
})();
