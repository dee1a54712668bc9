// Who serves which revision, and how many hosts are in service and healthy.

// charts are the drawings of who gets traffic: the hosts', and one for each
// alias or service.
const charts = [];

// makeCharts makes room for what there is.
function makeCharts() {
  if (data.hosts || !data.shifts.length) charts.push({ traffic: data.traffic, canvas: document.getElementById("traffic"), said: document.getElementById("traffic-said") });
  else document.getElementById("served").hidden = true;
  data.shifts.forEach((traffic, n) => {
    const sub = element("p", "sub", "Share of each version of " + traffic.name), canvas = element("canvas", ""), said = element("p", "reading");
    sub.id = "shift-" + n;
    said.id = sub.id + "-said";
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-labelledby", sub.id);
    canvas.setAttribute("aria-describedby", said.id);
    const details = element("details", "", element("summary", "", "The same as a table"));
    details.id = sub.id + "-table";
    document.getElementById("shifts").append(sub, canvas, said, details);
    pagedTable(details.id, () => ["Time", ...traffic.revisions.map(revisionName)], () => traffic.at.length,
      (at) => [clock(traffic.at[at]), ...traffic.revisions.map((r) => r.hosts[at] + "%")]);
    charts.push({ traffic, canvas, said, shift: true });
  });
}

// readings are the numbers at a moment.
function servedAt(t, traffic = data.traffic) {
  const n = Math.max(0, stepAt(traffic.at, t));
  return { all: traffic.inService[n] || 0, hosts: traffic.revisions.map((r) => r.hosts[n]) };
}

const revisionName = (r) => r.name || "no revision";

function drawTraffic({ traffic, canvas }) {
  const height = 120, { ctx, width } = fit(canvas, height), scale = scaleOf(width, view.from, view.to);
  const top = axisHeight + 2, bottom = height - 4;
  for (const piece of pieces(scale, traffic.at)) {
    const { all, hosts } = servedAt(piece.t, traffic);
    let y = bottom;
    hosts.forEach((n, r) => {
      const h = all ? (n / all) * (bottom - top) : 0;
      y -= h;
      ctx.fillStyle = patternOf(ctx, r, inks.revisions[r % inks.revisions.length], inks.panel);
      ctx.fillRect(piece.x, y, piece.width, h);
    });
  }
  drawAxis(ctx, scale, view.from, view.to, bottom);
  drawLevels(ctx, scale, [["100%", top], ["50%", (top + bottom) / 2], ["0", bottom]]);
  labelRevisions(ctx, scale, top, bottom, traffic);
  drawHover(ctx, scale, height);
}

// pieces are the parts of a drawing between changes, none less than a pixel.
function pieces(scale, at) {
  const list = [], end = Math.min(view.to, data.end);
  let n = Math.max(0, stepAt(at, view.from)), x = scale.left;
  while (x < scale.x(end)) {
    const t = Math.max(view.from, scale.t(x));
    n = stepAt(at, t + 1e-6);
    const next = n + 1 < at.length ? scale.x(Math.min(at[n + 1], end)) : scale.x(end);
    const to = Math.min(Math.max(Math.round(next), Math.round(x) + 1), Math.ceil(scale.x(end)));
    list.push({ t: t + 1e-6, x, width: to - x });
    if (to <= x) break;
    x = to;
  }
  return list;
}

function drawLevels(ctx, scale, levels) {
  ctx.textAlign = "right";
  ctx.fillStyle = inks.soft;
  for (const [text, y] of levels) ctx.fillText(text, scale.left - 6, Math.min(Math.max(y, 8), ctx.canvas.height));
}

// labelRevisions writes each revision where it has most room.
function labelRevisions(ctx, scale, top, bottom, traffic) {
  ctx.textAlign = "center";
  traffic.revisions.forEach((revision, r) => {
    let best = { room: 0 };
    for (const piece of pieces(scale, traffic.at)) {
      const { all, hosts } = servedAt(piece.t, traffic);
      if (!all) continue;
      const below = hosts.slice(0, r).reduce((a, b) => a + b, 0) / all, share = hosts[r] / all;
      const room = Math.min(piece.width, 200) * share;
      if (room > best.room) best = { room, x: piece.x + piece.width / 2, y: bottom - (below + share / 2) * (bottom - top), share };
    }
    if (!best.room) return;
    const text = cut(ctx, revisionName(revision), 160), w = ctx.measureText(text).width + 10;
    const x = Math.min(Math.max(best.x, scale.left + w / 2), scale.right - w / 2);
    ctx.fillStyle = inks.panel;
    const y = Math.min(Math.max(best.y, top + 9), bottom - 9); // a thin band's label reaches over its edge
    ctx.fillRect(x - w / 2, y - 9, w, 18);
    ctx.fillStyle = inks.text;
    ctx.fillText(text, x, y + 0.5);
  });
}

function drawCapacity() {
  const canvas = document.getElementById("capacity"), height = 140, { ctx, width } = fit(canvas, height), scale = scaleOf(width, view.from, view.to);
  const top = axisHeight + 6, bottom = height - 8;
  const most = Math.max(1, data.hosts, ...data.deployments.map((d) => d.planned));
  const y = (n) => bottom - (n / most) * (bottom - top);
  drawAxis(ctx, scale, view.from, view.to, bottom);
  drawLevels(ctx, scale, [[String(most), top], ["0", bottom]]);
  ctx.save();
  ctx.beginPath();
  ctx.rect(scale.left, 0, scale.right - scale.left, height);
  ctx.clip();
  drawSteps(ctx, scale, y, data.traffic.at, data.traffic.inService, data.end, inks.text, 2, []);
  for (const h of data.healthy) drawHealthy(ctx, scale, y, h);
  ctx.restore();
  labelCapacity(ctx, scale, y);
  drawHover(ctx, scale, height);
}

// drawSteps draws a line that keeps its height until it changes.
function drawSteps(ctx, scale, y, at, values, end, color, width, dash) {
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.setLineDash(dash);
  ctx.beginPath();
  let n = Math.max(0, stepAt(at, view.from));
  ctx.moveTo(scale.x(Math.max(at[n], view.from)), y(values[n]));
  for (; n < at.length && at[n] <= view.to; n++) {
    ctx.lineTo(scale.x(at[n]), y(values[n]));
    ctx.lineTo(scale.x(n + 1 < at.length ? at[n + 1] : end), y(values[n]));
  }
  ctx.stroke();
  ctx.setLineDash([]);
}

const overOf = (h) => (h.to < 0 ? data.end : h.to);

// drawHealthy draws the healthy targets of a deployment and its minimum; where
// they are below it, the gap is hatched.
function drawHealthy(ctx, scale, y, h) {
  const d = data.deployments[h.deployment], end = overOf(h);
  ctx.fillStyle = patternOf(ctx, 1, inks.bad, inks.panel);
  h.at.forEach((at, n) => {
    const to = n + 1 < h.at.length ? h.at[n + 1] : end;
    if (h.hosts[n] < d.minimum && to > view.from && at < view.to) ctx.fillRect(scale.x(at), y(d.minimum), scale.x(to) - scale.x(at), y(h.hosts[n]) - y(d.minimum));
  });
  if (end < view.from || h.at[0] > view.to) return;
  drawSteps(ctx, scale, y, h.at, h.hosts, end, inks.ok, 2, [6, 3]);
  drawSteps(ctx, scale, y, [h.at[0]], [d.minimum], end, inks.bad, 2, [2, 3]);
}

// labelCapacity names the lines where they begin.
function labelCapacity(ctx, scale, y) {
  ctx.textAlign = "left";
  let free = scale.left, before = -1;
  for (const h of data.healthy) {
    const d = data.deployments[h.deployment], end = overOf(h);
    if (end < view.from || h.at[0] > view.to) continue;
    const x = Math.max(scale.x(Math.max(h.at[0], view.from)), free) + 4, text = "minimum " + d.minimum, w = ctx.measureText(text).width;
    if (x + w > scale.right || d.minimum === before) continue;
    const at = y(d.minimum) + (y(d.minimum) > 118 ? -9 : 9);
    ctx.fillStyle = inks.panel;
    ctx.globalAlpha = 0.8;
    ctx.fillRect(x - 2, at - 8, w + 4, 16);
    ctx.globalAlpha = 1;
    ctx.fillStyle = inks.text;
    ctx.fillText(text, x, at);
    free = x + w + 8;
    before = d.minimum;
  }
}

function drawHover(ctx, scale, height) {
  if (view.hover < view.from || view.hover > view.to) return;
  ctx.fillStyle = inks.focus;
  ctx.fillRect(Math.round(scale.x(view.hover)), axisHeight, 1, height);
}

// healthyAt are the deployments under way at a moment with their healthy
// targets.
function healthyAt(t) {
  return data.healthy.flatMap((h) => {
    const d = data.deployments[h.deployment], n = stepAt(h.at, t);
    return n < 0 || h.to >= 0 && t > h.to ? [] : [{ deployment: d, hosts: h.hosts[n] }];
  });
}

function trafficText(t, { traffic, shift }) {
  const { all, hosts } = servedAt(t, traffic);
  const shares = traffic.revisions.map((r, n) => (hosts[n] ? revisionName(r) + " " + Math.round((hosts[n] / all) * 1000) / 10 + "%" + (shift ? "" : " (" + hosts[n] + ")") : "")).filter((text) => text);
  return "At " + clock(t) + ": " + (shares.join(", ") || "nobody serves");
}

function capacityText(t) {
  const parts = healthyAt(t).map(({ deployment, hosts }) => "deployment " + deployment.number + " has " + hosts + " of " + deployment.planned + " healthy and needs " + deployment.minimum);
  return "At " + clock(t) + ": " + [servedAt(t).all + " in service"].concat(parts).join("; ");
}

// hover reads the charts at a moment; below 0, at the end.
function hover(t) {
  view.hover = t < 0 ? -1 : Math.min(t, data.end);
  const at = view.hover < 0 ? data.end : view.hover;
  for (const chart of charts) chart.said.textContent = trafficText(Math.round(at), chart);
  document.getElementById("capacity-said").textContent = capacityText(Math.round(at));
  redraw();
}

function listenCharts() {
  for (const canvas of [...charts.map((chart) => chart.canvas), document.getElementById("capacity")]) {
    canvas.addEventListener("pointermove", (event) => {
      const box = canvas.getBoundingClientRect();
      hover(Math.min(Math.max(scaleOf(box.width, view.from, view.to).t(event.clientX - box.left), view.from), view.to));
    });
    canvas.addEventListener("pointerleave", () => hover(-1));
  }
}
