// A few lanes: a row for each, with every event and mark.

// drawRow draws a lane between y and y + height.
function drawRow(ctx, scale, lane, y, height) {
  const part = height / lanes.most[lane];
  eachSpan(lane, (track, kind, from, to, no) => {
    if (to < view.from || from > view.to) return;
    const x0 = Math.max(scale.left, scale.x(from)), x1 = Math.min(scale.right, scale.x(Math.min(to, Math.max(data.end, from + 1))));
    drawSpan(ctx, kind, x0, y + track * part, x1 - x0, part, no);
  });
  drawOut(ctx, scale, lane, y, height);
  drawMarks(ctx, scale, lane, y, height);
}

// drawSpan draws events as blocks with their names, and what came out as a
// thin line until something else begins.
function drawSpan(ctx, kind, x, y, width, height, no) {
  if (kind === CLASS.terminated) return;
  const over = kind >= CLASS.succeeded, thin = over || kind === CLASS.waiting || kind === CLASS["between events"];
  const h = Math.max(2, thin ? Math.round(height / 4) : height - 4);
  const top = y + (height - h) / 2, w = Math.max(width, 1);
  ctx.fillStyle = patternOf(ctx, patternOfClass(kind), inks.classes[kind], inks.panel);
  ctx.fillRect(x, top, w, h);
  if (thin || width < 9) return;
  ctx.strokeStyle = inks.panel;
  ctx.lineWidth = 1;
  ctx.strokeRect(x, top, w, h);
  ctx.textAlign = "center";
  const name = whatOf(no).event || data.classes[kind].name;
  const text = ctx.measureText(name).width + 6 <= width ? name : data.classes[kind].sign, plate = ctx.measureText(text).width + 4;
  ctx.fillStyle = inks.classes[kind]; // the text is read on one colour
  if (patternOfClass(kind)) ctx.fillRect(x + (width - plate) / 2, top, plate, h);
  ctx.fillStyle = kind === CLASS.traffic || kind >= CLASS.install ? inks.onClass : inks.onPale;
  ctx.fillText(text, x + width / 2, y + height / 2 + 0.5);
}

const patternOfClass = (kind) => ({ [CLASS.failed]: 1, [CLASS.skipped]: 4, [CLASS.waiting]: 2, [CLASS.traffic]: 3, [CLASS.ready]: 5 })[kind] || 0;

// drawOut marks the time in which a host took no requests: a broken line below
// its row.
function drawOut(ctx, scale, lane, y, height) {
  ctx.strokeStyle = inks.warn;
  ctx.lineWidth = 2;
  ctx.setLineDash([3, 3]);
  for (const [from, to] of lanes.out.get(lane) || []) {
    if (to < view.from || from > view.to) continue;
    ctx.beginPath();
    ctx.moveTo(Math.max(scale.left, scale.x(from)), y + height - 1);
    ctx.lineTo(Math.min(scale.right, scale.x(Math.min(to, data.end))), y + height - 1);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

function drawMarks(ctx, scale, lane, y, height) {
  for (let k = lanes.start[lane]; k < lanes.start[lane + 1]; k++) {
    const no = lanes.list[k], mark = markOf(no), at = records.at[no];
    if (mark && at >= view.from && at <= view.to) drawSign(ctx, mark, scale.x(at), y + height / 2, Math.min(10, height - 4));
  }
}

// recordAt is the record that a point of a lane shows: a mark near it, or the
// beginning of the span it is in. It is 0 if nothing is there.
function recordAt(lane, t, near) {
  let found = 0, best = near;
  for (let k = lanes.start[lane]; k < lanes.start[lane + 1]; k++) {
    const no = lanes.list[k], far = Math.abs(records.at[no] - t);
    if (markOf(no) && far <= best) [found, best] = [no, far];
  }
  if (!found && lane < lanes.count) {
    eachSpan(lane, (track, kind, from, to, no) => {
      if (t >= from && t < to) found = no;
    });
  }
  return found;
}
