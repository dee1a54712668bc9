// One record: what happened, by which rule, and why.

// element makes an element with a class and children, which are elements or
// texts: no text is ever taken for markup.
function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children.filter((c) => c !== null && c !== undefined && c !== ""));
  return made;
}

function link(no, ...children) {
  const a = element("a", "", ...children);
  a.href = "#record-" + no;
  return a;
}

function sayRecord(no) {
  const d = deploymentOf(no), kind = subjects.kind[records.subject[no]];
  return clock(records.at[no]) + ", " + subjectOf(no) + (d && kind === "target" ? " in deployment " + d.number : "") + ": " + whatOf(no).text;
}

// select shows a record; it becomes the page's place, so that the browser goes
// back to the one before.
function select(no, focus = false) {
  if (!no) return;
  if (location.hash !== "#record-" + no) location.hash = "record-" + no;
  else showRecord(no);
  if (focus) document.getElementById("record").focus();
}

function showRecord(no, aloud = true) {
  view.selected = no;
  reveal(no);
  const body = document.getElementById("record-body");
  body.replaceChildren(...head(no), ...because(no, 1, 12), ...ledTo(no), ...neighbours(no));
  if (aloud) say(sayRecord(no));
  else redraw();
}

function head(no) {
  const d = deploymentOf(no), kind = subjects.kind[records.subject[no]], rule = ruleOf(no), message = messages.get(no), list = [];
  list.push(element("p", "when", clock(records.at[no]), " · ", element("b", "", subjectOf(no)),
    d && kind === "target" ? element("span", "", " in ", deploymentLink(d)) : "", element("span", "no", " record " + no)));
  list.push(element("p", "what " + markOf(no), whatOf(no).text));
  if (message) list.push(element("p", "message", message.text), message.log ? element("pre", "", message.log) : "");
  list.push(rule ? ruleCard(rule) : element("p", "soft", "No rule decided this; it follows from what was given."));
  return list.filter((e) => e);
}

function deploymentLink(d) {
  const a = element("a", "", "deployment " + d.number);
  a.href = "#deployment-" + d.number;
  return a;
}

function ruleCard(rule) {
  return element("div", "rule", element("p", "", element("b", "", rule.id), "  ", rule.statement), element("p", "soft", "Source: " + rule.source + " (" + rule.mark + ")"));
}

// because lists the chain of causes from a place on, so many at a time.
function because(no, skip, most) {
  const chain = chainOf(no, skip + most + 1), list = element("ol", "chain");
  if (chain.length <= 1) return [element("p", "soft", "This came from outside: nothing in the run caused it.")];
  addCauses(list, chain.slice(skip, skip + most));
  const parts = [element("h3", "", "Because"), list];
  if (chain.length > skip + most) parts.push(moreCauses(list, chain[skip + most]));
  return parts;
}

function addCauses(list, chain) {
  for (const no of chain) {
    const rule = ruleOf(no);
    list.append(element("li", "", link(no, clock(records.at[no]) + "  ", element("b", "", subjectOf(no)), ": " + whatOf(no).text),
      rule ? element("details", "", element("summary", "", rule.id), ruleCard(rule)) : ""));
  }
}

// moreCauses goes on with the chain at a record.
function moreCauses(list, no) {
  const more = element("button", "", "Show more of the chain");
  more.type = "button";
  more.addEventListener("click", () => {
    const chain = chainOf(no, 101), place = list.children.length;
    addCauses(list, chain.slice(0, 100));
    if (chain.length > 100) more.replaceWith(moreCauses(list, chain[100]));
    else more.remove();
    list.children[place].querySelector("a").focus();
  });
  return more;
}

function ledTo(no) {
  const list = effectsOf(no, 9);
  if (!list.length) return [];
  const items = list.slice(0, 8).map((n) => element("li", "", link(n, clock(records.at[n]) + "  ", element("b", "", subjectOf(n)), ": " + whatOf(n).text)));
  if (list.length > 8) items.push(element("li", "soft", "and more"));
  return [element("h3", "", "It led to"), element("ul", "chain", ...items)];
}

// neighbours are the records around one on its lane.
function neighbours(no) {
  const lane = laneOf(no) < 0 ? lanes.count : laneOf(no), from = lanes.start[lane], to = lanes.start[lane + 1];
  let k = from;
  while (k < to && lanes.list[k] !== no) k++;
  const items = [];
  for (let n = Math.max(from, k - 4); n < Math.min(to, k + 6); n++) {
    const other = lanes.list[n], text = clock(records.at[other]) + "  " + (lane === lanes.count ? subjectOf(other) + ": " : "") + whatOf(other).text;
    const item = element("li", "", link(other, text));
    if (other === no) item.firstChild.setAttribute("aria-current", "true");
    items.push(item);
  }
  return [element("h3", "", lane === lanes.count ? "Before and after" : "Before and after on " + data.lanes[lane]), element("ul", "chain", ...items)];
}

// showRange counts the lanes of a range at a moment and leads into it.
function showRange(row, t) {
  const counts = countAt(row, t), items = [];
  counts.forEach((n, kind) => {
    if (n) items.push(element("li", "", element("b", "", String(n)), " " + data.classes[kind].name));
  });
  const open = element("button", "", "Show these " + (row.last - row.first));
  open.type = "button";
  open.addEventListener("click", () => look({ first: row.first, last: row.last }));
  const failed = failuresIn(row, 8).map((no) => element("li", "", link(no, clock(records.at[no]) + "  ", element("b", "", subjectOf(no)), ": " + whatOf(no).text)));
  document.getElementById("record-body").replaceChildren(
    element("p", "when", clock(Math.round(t)), " · ", element("b", "", rangeText(row))),
    element("ul", "", ...(items.length ? items : [element("li", "soft", "nothing yet")])), open,
    ...(failed.length ? [element("h3", "", "What failed here first"), element("ul", "chain", ...failed)] : []));
}

function failuresIn(row, most) {
  const list = [];
  for (let lane = row.first; lane < row.last; lane++) {
    for (let k = lanes.start[lane]; k < lanes.start[lane + 1]; k++) {
      if (markOf(lanes.list[k]) === "failure") list.push(lanes.list[k]);
    }
  }
  return list.sort((a, b) => a - b).slice(0, most);
}
