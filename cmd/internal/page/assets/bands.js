// Many lanes: a row for each range of them, in which the height of a colour is
// its share of the lanes at each moment; those that are gone have none.

// countBands counts the lanes of each row by class at each bin of time: counts
// by row, class, bin. Classes are in their order, what is idle counts nowhere.
function countBands(rows, from, to, bins) {
  const kinds = data.classes.length, counts = new Int32Array(rows.length * kinds * (bins + 1));
  const bin = (t) => Math.min(Math.max(Math.floor(((t - from) / (to - from)) * bins), 0), bins);
  rows.forEach((row, r) => {
    for (let lane = row.first; lane < row.last; lane++) {
      eachSpan(lane, (track, kind, start, end) => {
        if (track > 0 || end < from || start > to) return;
        const base = (r * kinds + kind) * (bins + 1), b = bin(start);
        counts[base + b]++;
        counts[base + Math.max(b, bin(end))]--;
      });
    }
  });
  for (let n = 0; n < rows.length * kinds; n++) {
    for (let b = 1, base = n * (bins + 1); b <= bins; b++) counts[base + b] += counts[base + b - 1];
  }
  return counts;
}

// stacking is the order of classes from the bottom of a row to its top.
const stacking = ["succeeded", "ready", "validate", "start", "install", "download", "stop", "traffic", "running", "between events", "waiting", "skipped", "failed"].map((name) => CLASS[name]);

// paintBands paints rows into a picture of device pixels.
function paintBands(ctx, rows, from, to, box, ratio) {
  const width = Math.max(1, Math.round(box.width * ratio)), height = Math.max(1, Math.round(box.height * ratio));
  const counts = countBands(rows, from, to, width), image = ctx.createImageData(width, height * rows.length);
  const pixels = new Uint32Array(image.data.buffer), colors = data.classes.map((c, n) => packed(inks.classes[n]));
  const lines = packed(inks.panel), gap = Math.round(2 * ratio), fine = Math.max(1, Math.round(ratio));
  rows.forEach((row, r) => {
    let shares = [];
    for (let b = 0; b < width; b++) {
      let y = (r + 1) * height - gap;
      if (b === 0 || changes(counts, r, b, width + 1)) shares = sharesAt(counts, r, b, width + 1, row.last - row.first, height - gap);
      for (const [kind, tall] of shares) {
        for (const top = y - tall; y > top; y--) {
          pixels[(y - 1) * width + b] = inPattern(kind, Math.floor(b / fine), Math.floor(y / fine)) ? lines : colors[kind];
        }
      }
    }
  });
  ctx.putImageData(image, Math.round(box.left * ratio), Math.round(box.top * ratio));
}

// changes says whether a bin of a row differs from the one before.
function changes(counts, r, b, bins) {
  const kinds = data.classes.length;
  for (let kind = 0, at = r * kinds * bins + b; kind < kinds; kind++, at += bins) {
    if (counts[at] !== counts[at - 1]) return true;
  }
  return false;
}

// sharesAt divides the height of a row at a bin among the classes there, from
// the bottom to the top. Each gets a pixel at least, at the cost of the largest.
function sharesAt(counts, r, b, bins, all, height) {
  const shares = [];
  let used = 0, seen = 0, largest = -1;
  for (const kind of stacking) {
    const n = counts[(r * data.classes.length + kind) * bins + b];
    if (n <= 0) continue;
    const tall = Math.max(1, Math.round((n / all) * height));
    if (largest < 0 || tall > shares[largest][1]) largest = shares.length;
    shares.push([kind, tall]);
    used += tall;
    seen += n;
  }
  if (largest >= 0 && (used > height || seen === all)) shares[largest][1] += height - used;
  return shares;
}

// packed is a colour, written #rrggbb, as a number in the order of a picture's
// bytes.
function packed(color) {
  const n = parseInt(color.slice(1), 16), bytes = new Uint8Array([n >> 16, n >> 8, n, 255]);
  return new Uint32Array(bytes.buffer)[0];
}

// drawFailures marks what failed in a range, as a share of it may be too small
// to see.
function drawFailures(ctx, scale, row, y, height) {
  let last = -99;
  const places = [];
  for (let lane = row.first; lane < row.last; lane++) {
    for (let k = lanes.start[lane]; k < lanes.start[lane + 1]; k++) {
      const no = lanes.list[k], mark = markOf(no), at = records.at[no];
      if ((mark === "failure" || mark === "trouble") && at >= view.from && at <= view.to) places.push([scale.x(at), mark]);
    }
  }
  places.sort((a, b) => a[0] - b[0]);
  for (const [x, mark] of places) {
    if (x - last < 7) continue;
    drawSign(ctx, mark, x, y + height / 2, 7);
    last = x;
  }
}

// countAt counts the lanes of a range by class at a moment.
function countAt(row, t) {
  const counts = new Array(data.classes.length).fill(0);
  for (let lane = row.first; lane < row.last; lane++) {
    eachSpan(lane, (track, kind, from, to) => {
      if (track === 0 && t >= from && t < to) counts[kind]++;
    });
  }
  return counts;
}

// countText says them in words.
function countText(row, t) {
  const counts = countAt(row, t), words = [];
  counts.forEach((n, kind) => {
    if (n) words.push(n + " " + data.classes[kind].name);
  });
  return clock(t) + ", " + rangeText(row) + ": " + (words.join(", ") || "nothing yet");
}

const rangeText = (row) => (row.last - row.first === 1 ? data.lanes[row.first] : data.lanes[row.first] + " to " + data.lanes[row.last - 1]);
