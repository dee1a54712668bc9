// The same as the drawings in tables, a page at a time.

const pageSize = 100;

// pagedTable fills details with a table when they are opened. rows says how
// many rows there are and cells what stands in row n.
function pagedTable(id, header, rows, cells) {
  const details = document.getElementById(id), body = element("tbody", ""), count = element("span", ""), head = element("tr", "");
  let page = 0;
  const button = (text, by) => {
    const made = element("button", "", text);
    made.type = "button";
    made.addEventListener("click", () => { page += by; fill(); });
    return made;
  };
  const before = button("Before", -1), after = button("After", 1);
  const box = element("div", "scroll", element("table", "", element("thead", "", head), body));
  const fill = () => {
    if (!details.open) return;
    const all = rows();
    page = Math.min(Math.max(0, page), Math.max(0, Math.ceil(all / pageSize) - 1));
    head.replaceChildren(...header().map((text) => scoped("th", "col", text)));
    const list = [];
    for (let n = page * pageSize; n < Math.min(all, (page + 1) * pageSize); n++) {
      list.push(element("tr", "", ...cells(n).map((text, c) => (c ? element("td", "", text) : scoped("th", "row", text)))));
    }
    body.replaceChildren(...list);
    before.disabled = page === 0;
    after.disabled = (page + 1) * pageSize >= all;
    count.textContent = all ? page * pageSize + 1 + " to " + Math.min(all, (page + 1) * pageSize) + " of " + all : "nothing";
  };
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", details.firstElementChild.textContent);
  details.append(element("p", "bar", before, after, count), box);
  details.addEventListener("toggle", fill);
  return fill;
}

function scoped(name, scope, text) {
  const cell = element(name, "", text);
  cell.scope = scope;
  return cell;
}

// laneCells tell what a lane did in the time that is shown.
function laneCells(lane) {
  const events = [];
  let last = "nothing";
  eachSpan(lane, (track, kind, from, to, no) => {
    if (from > view.to || to < view.from) return;
    last = data.classes[kind].name;
    if (whatOf(no).event) events.push([from, whatOf(no).event + " " + clock(from) + " to " + clock(Math.min(to, data.end))]);
    else if (kind >= CLASS.succeeded) events.push([from, data.classes[kind].name + " at " + clock(from)]);
  });
  const out = (lanes.out.get(lane) || []).filter(([from, to]) => from <= view.to && to >= view.from).map(([from, to]) => clock(from) + " to " + (to >= span ? "the end" : clock(to)));
  return [laneName(lane), last, events.sort((a, b) => a[0] - b[0]).map((e) => e[1]).join(", "), out.join(", ")];
}

const lanesTable = pagedTable("lanes-table", () => ["Host", "In the end", "What it did", "Out of service"],
  () => view.last - view.first, (n) => laneCells(view.first + n));

const trafficTable = pagedTable("traffic-table",
  () => ["Time", "In service", ...data.traffic.revisions.map(revisionName), "Healthy", "Minimum"],
  () => data.traffic.at.length,
  (n) => {
    const at = data.traffic.at[n], running = healthyAt(at);
    return [clock(at), String(data.traffic.inService[n]), ...data.traffic.revisions.map((r) => String(r.hosts[n])),
      running.map((h) => h.hosts + " of " + h.deployment.planned).join("; "), running.map((h) => h.deployment.minimum).join("; ")];
  });

const journal = { page: 0, list: null };

// journalList is the records that the filters leave, or null for all.
function journalList() {
  const words = document.getElementById("journal-words").value.toLowerCase().split(/\s+/).filter((w) => w);
  const shown = document.getElementById("journal-shown").checked;
  if (!words.length && !shown) return null;
  const texts = data.whats.map((w) => (w.text + " " + w.kind + " " + (w.rule < 0 ? "" : data.rules[w.rule].id)).toLowerCase()), list = [];
  for (let no = 1; no <= records.count; no++) {
    const lane = laneOf(no);
    if (shown && (records.at[no] < view.from || records.at[no] > view.to || lane >= 0 && (lane < view.first || lane >= view.last))) continue;
    const text = texts[records.what[no]];
    if (words.every((w) => text.includes(w) || subjectOf(no).toLowerCase().includes(w))) list.push(no);
  }
  return list;
}

function fillJournal() {
  const all = journal.list ? journal.list.length : records.count, rows = [];
  journal.page = Math.min(Math.max(0, journal.page), Math.max(0, Math.ceil(all / pageSize) - 1));
  for (let n = journal.page * pageSize; n < Math.min(all, (journal.page + 1) * pageSize); n++) {
    const no = journal.list ? journal.list[n] : n + 1, rule = ruleOf(no);
    const row = element("tr", no === view.selected ? "selected" : "", element("td", "", link(no, String(no))), element("td", "", clock(records.at[no])),
      element("td", "", subjectOf(no)), element("td", "", whatOf(no).text), element("td", "", rule ? rule.id : ""));
    rows.push(row);
  }
  document.querySelector("#journal tbody").replaceChildren(...rows);
  document.getElementById("journal-before").disabled = journal.page === 0;
  document.getElementById("journal-after").disabled = (journal.page + 1) * pageSize >= all;
  document.getElementById("journal-count").textContent = all ? journal.page * pageSize + 1 + " to " + Math.min(all, (journal.page + 1) * pageSize) + " of " + all : "nothing";
}

function filterJournal() {
  journal.list = journalList();
  journal.page = 0;
  fillJournal();
}

function listenTables() {
  const on = (id, event, act) => document.getElementById(id).addEventListener(event, act);
  on("journal-words", "input", filterJournal);
  on("journal-shown", "change", filterJournal);
  on("journal-before", "click", () => { journal.page--; fillJournal(); });
  on("journal-after", "click", () => { journal.page++; fillJournal(); });
}
