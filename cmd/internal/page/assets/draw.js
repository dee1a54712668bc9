// What all drawings share: canvases that fit, colours, patterns, the time axis.

let inks = {};
const font = "12px system-ui, sans-serif";

// readInks takes the colours of the style, which differ by night.
function readInks() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue("--" + name).trim();
  inks = {
    text: of("text"), soft: of("soft"), line: of("line"), panel: of("panel"), focus: of("focus"), bad: of("bad"), ok: of("ok"), warn: of("warn"),
    classes: data.classes.map((c) => of("class-" + c.name.replace(" ", "-")) || of("panel")),
    onClass: of("on-class"), onPale: of("on-pale"),
    revisions: [0, 1, 2, 3, 4, 5].map((n) => of("revision-" + n)),
  };
}

// fit gives a canvas a height and the width of its place, in CSS pixels, and
// returns its context, cleared.
function fit(canvas, height) {
  const width = Math.max(canvas.parentElement.clientWidth, 200), ratio = window.devicePixelRatio || 1;
  const w = Math.round(width * ratio), h = Math.round(height * ratio);
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.height = height + "px";
  }
  const ctx = canvas.getContext("2d");
  ctx.setTransform(w / width, 0, 0, h / height, 0, 0);
  ctx.clearRect(0, 0, width, height);
  ctx.font = font;
  ctx.textBaseline = "middle";
  return { ctx, width, height, ratio: w / width };
}

// gutter is how wide the names at the left may be.
const gutter = (width) => Math.max(56, Math.min(150, Math.round(width * 0.16)));

// scaleOf maps times to the x of a drawing, and back.
function scaleOf(width, from, to) {
  const left = gutter(width), right = width - 8;
  return {
    left, right,
    x: (t) => left + ((t - from) / (to - from)) * (right - left),
    t: (x) => from + ((x - left) / (right - left)) * (to - from),
  };
}

const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500]
  .concat([1, 2, 5, 10, 15, 30].map((n) => n * 1000), [1, 2, 5, 10, 15, 30].map((n) => n * 60000))
  .concat([1, 2, 4, 6, 12].map((n) => n * 3600000), [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].map((n) => n * 86400000));

// drawAxis draws ticks with their times above a drawing, and their lines in it.
function drawAxis(ctx, scale, from, to, bottom) {
  const most = Math.max(2, Math.floor((scale.right - scale.left) / 76));
  const step = steps.find((s) => (to - from) / s <= most) || steps[steps.length - 1];
  ctx.fillStyle = inks.soft;
  ctx.strokeStyle = inks.line;
  ctx.lineWidth = 1;
  ctx.textAlign = "left";
  for (let t = Math.ceil(from / step) * step; t <= Math.min(to, data.end); t += step) {
    const x = Math.round(scale.x(t)) + 0.5;
    ctx.beginPath();
    ctx.moveTo(x, 4);
    ctx.lineTo(x, bottom);
    ctx.stroke();
    if (x + ctx.measureText(clock(t)).width + 4 <= scale.right) ctx.fillText(clock(t), x + 4, 9);
  }
}

// cut shortens a text to a width.
function cut(ctx, text, width) {
  if (ctx.measureText(text).width <= width) return text;
  let low = 0, high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ctx.measureText(text.slice(0, middle) + "…").width <= width) low = middle;
    else high = middle - 1;
  }
  return low ? text.slice(0, low) + "…" : "";
}

// inPattern says whether a point belongs to the lines of a class's pattern, so
// that colour is not all that tells classes apart.
function inPattern(kind, x, y) {
  switch (kind) {
    case CLASS.failed: return ((x + y) & 7) < 3;
    case CLASS.skipped: return (y & 3) === 0;
    case CLASS.waiting: return (x & 3) === 0 && (y & 3) === 0;
    case CLASS.traffic: return ((x - y) & 7) < 1;
    case CLASS.ready: return (x & 7) < 2;
  }
  return false;
}

// patternOf is a fill: pattern n on a colour.
const patterns = new Map();
function patternOf(ctx, n, color, lines) {
  const key = n + color + lines;
  if (patterns.has(key)) return patterns.get(key);
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const t = tile.getContext("2d");
  t.fillStyle = color;
  t.fillRect(0, 0, 8, 8);
  t.fillStyle = lines;
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 8; x++) {
      const on = [false, (x + y) % 8 < 2, x % 4 === 1 && y % 4 === 1, (x - y + 8) % 8 < 1, y % 8 < 2, x % 8 < 2][n % 6];
      if (on) t.fillRect(x, y, 1, 1);
    }
  }
  const pattern = ctx.createPattern(tile, "repeat");
  patterns.set(key, pattern);
  return pattern;
}

// drawSign draws a mark at a place: each has a shape of its own.
function drawSign(ctx, mark, x, y, size) {
  const r = size / 2;
  ctx.lineWidth = 2;
  ctx.strokeStyle = ctx.fillStyle = { failure: inks.bad, success: inks.ok, trouble: inks.warn, recovery: inks.ok }[mark] || inks.text;
  ctx.beginPath();
  switch (mark) {
    case "failure":
      ctx.moveTo(x - r, y - r), ctx.lineTo(x + r, y + r), ctx.moveTo(x + r, y - r), ctx.lineTo(x - r, y + r);
      return ctx.stroke();
    case "success":
      ctx.moveTo(x - r, y), ctx.lineTo(x - r / 3, y + r * 0.8), ctx.lineTo(x + r, y - r * 0.8);
      return ctx.stroke();
    case "skip":
      ctx.moveTo(x - r, y), ctx.lineTo(x + r, y);
      return ctx.stroke();
    case "trouble":
      ctx.moveTo(x, y - r), ctx.lineTo(x + r, y + r), ctx.lineTo(x - r, y + r), ctx.closePath();
      return ctx.fill();
    case "recovery":
      ctx.arc(x, y, r * 0.8, 0, 7);
      return ctx.stroke();
    case "gone":
      ctx.moveTo(x, y - r), ctx.lineTo(x, y + r), ctx.moveTo(x - r * 0.6, y - r * 0.4), ctx.lineTo(x + r * 0.6, y - r * 0.4);
      return ctx.stroke();
    case "request":
      ctx.moveTo(x - r, y - r), ctx.lineTo(x + r, y), ctx.lineTo(x - r, y + r), ctx.closePath();
      return ctx.fill();
    case "milestone":
      ctx.moveTo(x, y - r), ctx.lineTo(x + r, y), ctx.lineTo(x, y + r), ctx.lineTo(x - r, y), ctx.closePath();
      return ctx.stroke();
  }
}
