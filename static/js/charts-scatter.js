// A cloud of points: window.boussoleScatter(data, tools) is called by charts.js for data-chart="scatter".
// data: {points: [{x, y, label}], x: {title, format}, y: {title, format}}; tools: {colours, writer}.
(function () {
  const font = { family: "Inter, system-ui, sans-serif", size: 11.5 };

  function axis(side, write, colours, vertical) {
    return {
      type: "linear",
      beginAtZero: true,
      grace: "4%",
      grid: { color: colours.line, drawTicks: false, display: vertical },
      border: { display: !vertical, color: colours.edge },
      ticks: { color: colours.text3, font, maxTicksLimit: vertical ? 6 : 8, maxRotation: 0, padding: 8, callback: (value) => write(value) },
      title: { display: true, text: side.title, color: colours.text3, font: { ...font, size: 12 } },
    };
  }

  window.boussoleScatter = function (data, { colours, writer }) {
    const across = writer(data.x.format);
    const up = writer(data.y.format);
    return {
      type: "scatter",
      data: { datasets: [{ data: data.points, backgroundColor: colours[1], borderColor: colours.surface, borderWidth: 1, pointRadius: 5, pointHoverRadius: 6, pointHitRadius: 10 }] },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        layout: { padding: { top: 12, right: 12 } },
        plugins: {
          legend: { display: false },
          tooltip: { backgroundColor: colours.text, titleColor: colours.surface, bodyColor: colours.surface, displayColors: false, padding: 8, callbacks: { label: (item) => `${item.raw.label}: ${across(item.raw.x)}, ${up(item.raw.y)}` } },
        },
        scales: { x: axis(data.x, across, colours, false), y: axis(data.y, up, colours, true) },
      },
    };
  };
})();
