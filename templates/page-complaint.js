// A customer complained: noted in two taps on a list of this device, saved as a file for the register, which is
// scripts_gen/intake.py's to read. Nothing of the customer is kept, and nothing is sent.

const COMPLAINTS = "scripts-gen complaints 1";
const FIELDS = ["id", "on", "code", "role", "site", "locale", "phrase", "note"];
const NOTE_LIMIT = 500, SITE_LIMIT = 100;
const EARLIEST = "2000-01-01";
const MAIL = /[^\s@<>]@[^\s@]+\.\p{L}{2}/u;
const D = "(?:0?[1-9]|[12]\\d|3[01])", YEAR = "(?:19|20)\\d\\d";
const DAY = new RegExp(`(^|[^\\d./-])(?:${YEAR}-${D}-${D}|${D}[./-]${D}[./-]${YEAR}|${D}[./]${D}[./]\\d\\d)(?![./-]?\\d)`, "g");
const LONG_NUMBER = /\d(?:[\s().+/_\u00ad\u200b-\u2015\u2060\u2212-]{0,3}\d){6,}/;
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

// --- what is noted ----------------------------------------------------------------------------------------------------

// The twin of personal_in in scripts_gen/complaint.py.
function isPersonal(note) {
  const text = plainDigits(note.normalize("NFKC"));
  return MAIL.test(text) || LONG_NUMBER.test(text.replace(DAY, "$1 date "));
}

function oneLine(text) {
  return text.replace(/\s+/g, " ").replace(UNPRINTABLE, "").trim();
}

function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

function newComplaint() {
  const { memory, book } = app;
  const role = book.roles.has(memory.receiver) ? memory.receiver : app.role;
  const site = (typeof memory.site === "string" && memory.site) || book.opening.site;
  return { on: "", code: "", role, site, locale: "", phrase: "", note: "" };
}

function isComplaint(item) {
  return item !== null && typeof item === "object" && FIELDS.every((name) => typeof item[name] === "string") && /^[0-9a-f]{12}$/.test(item.id);
}

// What keeps a complaint from the list: where to go, where it is told, and what.
function faultsOf({ code, role, on, site, note }) {
  const faults = [];
  if (!code || !role) faults.push([code ? "#receiver" : "input[name=reason]", "help-reason", app.word("page_complaint_choose")]);
  if (on && (on < EARLIEST || on > today())) faults.push(["#day", "help-day", app.word("page_expected", { example: today() })]);
  for (const [name, text] of Object.entries({ site, note })) {
    if (isPersonal(text)) faults.push([`#${name}`, `help-${name}`, app.word("page_complaint_personal")]);
  }
  return faults;
}

function tellFaults(faults) {
  for (const help of document.querySelectorAll("#complaint .help")) {
    const [, , told] = faults.find(([, place]) => place === help.id) ?? [];
    help.replaceChildren(...(told ? [tell("span", told)] : []));
    document.querySelector(`:is(input, textarea)[aria-describedby~=${help.id}]`)?.setAttribute("aria-invalid", String(Boolean(told)));
  }
}

app.addComplaint = () => {
  const { draft, memory } = app;
  const faults = faultsOf(draft);
  tellFaults(faults);
  if (faults.length) {
    const place = document.querySelector(faults[0][0]);
    place.closest("details")?.toggleAttribute("open", true);
    place.focus();
    return;
  }
  const complaint = { ...draft, id: newId(), on: draft.on || today(), site: oneLine(draft.site), note: oneLine(draft.note) };
  memory.keep({ receiver: complaint.role, site: complaint.site });
  const kept = app.complaints.write([...app.complaints.read(), fieldsOf(complaint)]);
  app.draft = null;
  history.replaceState(null, "", "#/complaint");
  renderMain();
  focusOn(document.getElementById("add"));
  announce(app.word(kept ? "page_complaint_added" : "page_complaint_unkept"));
};

function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fieldsOf(complaint) {
  return Object.fromEntries(FIELDS.map((name) => [name, complaint[name]]));
}

// --- the list of this device ------------------------------------------------------------------------------------------

app.saveComplaints = () => {
  const noted = app.complaints.read();
  saveFile(`complaints-${today()}.json`, { format: COMPLAINTS, complaints: noted.map(fieldsOf) });
  app.complaints.write(noted.map((complaint) => ({ ...complaint, saved: true })));
  changeNoted("save", "page_complaint_saved");
};

// Only what has been in a file: what was noted since stays.
app.clearComplaints = () => {
  app.complaints.write(app.complaints.read().filter(({ saved }) => !saved));
  changeNoted("add", "page_cleared");
};

app.removeComplaint = (id) => {
  app.complaints.write(app.complaints.read().filter((complaint) => complaint.id !== id));
  changeNoted("noted", "page_complaint_removed");
};

function changeNoted(focused, told) {
  renderMain();
  focusOn(document.getElementById(focused) ?? document.getElementById("add"));
  announce(app.word(told));
}

function notedSection(app) {
  const noted = app.complaints.read();
  if (!noted.length) return null;
  return make(
    "section",
    null,
    tell("h2", app.word("page_complaint_list", { number: noted.length }), { id: "noted", tabindex: "-1" }),
    app.complaints.isKept() ? null : tell("p", app.word("page_complaint_unkept"), { class: "draft" }),
    make("ul", { class: "noted", role: "list" }, noted.map((complaint) => notedItem(app, complaint)).reverse()),
    make("div", { class: "actions" }, button(app.word("page_complaint_save"), { class: "action main", id: "save" }, app.saveComplaints)),
    noted.some(({ saved }) => saved)
      ? make("details", null, tell("summary", app.word("page_complaint_clear")), tell("p", app.word("page_complaint_sure")), button(app.word("page_clear"), { class: "action" }, app.clearComplaints))
      : null,
  );
}

function notedItem(app, { id, on, code, role, site, locale, note }) {
  const { book, staff } = app;
  const titled = (context, key) => {
    const text = guide(book, staff, `${context}.${key}#title`);
    return text.text ? text : textIn(book, staff, key);
  };
  const texts = [tell("strong", titled("complaint-code", code)), tell("span", titled("role", role)), make("span", null, app.date(on))];
  if (book.locales.has(locale)) texts.push(tell("span", autonym(book.locales.get(locale))));
  texts.push(...[site, note].filter(Boolean).map((text) => make("span", { lang: "", dir: "auto" }, text)));
  const line = make("span", { id: `noted-${id}` }, texts.flatMap((text, place) => (place ? [" \u00b7 ", text] : [text])));
  return make("li", null, line, button(app.word("page_complaint_remove"), { class: "action", "aria-describedby": line.id }, () => app.removeComplaint(id)));
}

// --- the screen -------------------------------------------------------------------------------------------------------

function complaintLink(app, phrase) {
  if (!app.book.complaints.length) return null;
  return tell("a", app.word("page_complaint"), { class: "action", href: phrase ? `#/complaint/${phrase.key}` : "#/complaint" });
}

function complaintScreen(app, about) {
  const { book, staff } = app;
  const draft = (app.draft ??= newComplaint());
  if (about && about.key !== draft.phrase && app.memory.customer) draft.locale = app.customer.code; // in which it was said
  draft.phrase = about?.key ?? "";
  const put = (name) => (value) => Object.assign(draft, { [name]: value });
  const reasons = choice(app.word("page_complaint_reason"), "reason", book.complaints.map((key) => [key, guide(book, staff, `complaint-code.${key}#title`)]), draft.code, (code) => {
    put("code")(code);
    if (!hasKeys()) document.getElementById("add").scrollIntoView({ block: "nearest" }); // the second tap
  });
  reasons.classList.add("reasons");
  reasons.setAttribute("aria-describedby", "help-reason");
  const roles = [...book.roles.keys()].map((key) => [key, guide(book, staff, `role.${key}#title`)]);
  return [
    backLink(app),
    tell("h1", app.word("page_complaint")),
    make(
      "div",
      { id: "complaint" },
      reasons,
      selectBox("receiver", app.word("page_role"), [["", app.word("page_complaint_any")], ...roles], draft.role, put("role")),
      about ? aboutPhrase(app, about) : null,
      moreFields(app, draft, put),
      make("div", { class: "actions" }, button(app.word("page_complaint_add"), { class: "action main", id: "add" }, app.addComplaint)),
      helpLine("reason"),
    ),
    notedSection(app),
  ];
}

function aboutPhrase(app, phrase) {
  const meaning = meaningOf(app.book, app.staff, phrase, app.chosen, {});
  const remove = tell("a", app.word("page_complaint_remove"), { class: "action", href: "#/complaint", "aria-describedby": "about" });
  return labelled(app.word("page_complaint_phrase"), make("p", { id: "about", lang: meaning.lang, dir: meaning.dir }, showPieces(meaning.pieces)), remove);
}

function moreFields(app, draft, put) {
  const languages = [...app.book.locales.values()].map((locale) => [locale.code, autonym(locale)]);
  const typed = (name) => (event) => put(name)(event.target.value);
  const check = (name) => (event) => {
    typed(name)(event);
    tellFaults(faultsOf({ ...draft, code: "-", role: "-", on: "" }));
  };
  const note = make("textarea", { id: "note", rows: "2", maxlength: NOTE_LIMIT, dir: "auto", autocomplete: "off", "aria-describedby": "warning help-note", input: check("note") });
  note.value = draft.note;
  const spoken = app.book.locales.get(draft.locale); // to be seen while the fields are folded
  return make(
    "details",
    { open: Boolean(app.unfolded), toggle: (event) => (app.unfolded = event.target.open) },
    make("summary", { id: "more" }, tell("span", app.word("page_complaint_more")), spoken ? [" \u00b7 ", tell("span", autonym(spoken))] : null),
    make(
      "div",
      { class: "blanks" },
      selectBox("spoken", app.word("page_customer"), [["", app.word("page_complaint_any")], ...languages], draft.locale, put("locale")),
      field("site", app.word("page_complaint_site"), make("input", { id: "site", type: "text", value: draft.site, maxlength: SITE_LIMIT, dir: "auto", autocomplete: "off", "aria-describedby": "help-site", input: check("site") }), helpLine("site")),
      field("day", app.word("page_complaint_date"), make("input", { id: "day", type: "date", value: draft.on || today(), min: EARLIEST, max: today(), "aria-describedby": "help-day", change: typed("on") }), helpLine("day")),
      field("note", app.word("page_complaint_note"), note, tell("span", app.word("page_complaint_warning"), { id: "warning", class: "quiet" }), helpLine("note")),
    ),
  );
}

function field(id, label, ...content) {
  return make("div", { class: "field" }, tell("label", label, { for: id }), content);
}

function helpLine(name) {
  return make("span", { class: "help", id: `help-${name}`, role: "status" });
}
