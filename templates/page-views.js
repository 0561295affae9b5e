// What stands on the screen: elements made of texts, never of markup.

// attributes: strings are set, true is set empty, false and undefined are left out, functions listen.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// An element that says a text in its language.
function tell(tag, text, attributes, ...more) {
  return make(tag, { lang: text.lang, dir: text.dir, ...attributes }, text.text, ...more);
}

function showPieces(pieces) {
  return pieces.map((piece) =>
    typeof piece === "string" ? piece : make("span", { class: "blank" }, tell("bdi", piece.label)),
  );
}

function button(text, attributes, listener) {
  return tell("button", text, { type: "button", ...attributes, click: listener });
}

// --- lists of phrases -------------------------------------------------------------------------------------------------

// Leads to a phrase in the language `spoken`, which becomes the customer's.
function phraseLink(app, phrase, { both = true, to = "phrase", spoken = app.customer } = {}) {
  const { book, staff } = app;
  const meaning = meaningOf(book, staff, phrase, app.chosen, {});
  const row = rowsOf(spoken, phrase).length ? chooseRow(rowsOf(spoken, phrase), app.chosen) : null;
  const lines = [make("span", { class: "meant", lang: meaning.lang, dir: meaning.dir }, showPieces(meaning.pieces))];
  if (both && spoken !== staff) {
    const said = row
      ? make("span", { class: "said", lang: spoken.tag, dir: spoken.dir }, showPieces(wordingPieces(book, spoken, phrase, row, {}, staff)))
      : tell("span", app.word("page_missing"), { class: "said none" });
    lines.push(said);
  }
  const speak = () => {
    app.customer = spoken;
  };
  const link = make("a", { class: "entry", href: `#/${to}/${phrase.key}`, click: speak }, make("span", { class: "texts" }, lines));
  link.style.setProperty("--group", book.groups[phrase.situation.group][1]);
  return link;
}

function phraseList(app, keys, options = {}) {
  const items = keys.map((key) => app.book.phrases.get(key)).filter(Boolean).map((phrase) => make("li", null, phraseLink(app, phrase, options)));
  return make(options.ordered ? "ol" : "ul", { class: options.grid ? "entries grid" : "entries", role: "list" }, items);
}

function section(app, name, keys, options) {
  if (!keys.length) return null;
  return make("section", null, tell("h2", app.word(name)), phraseList(app, keys, options));
}

// --- screens ----------------------------------------------------------------------------------------------------------

function homeScreen(app) {
  const { memory } = app;
  return [
    tell("h1", textIn(app.book, app.staff, [app.book.title, app.book.source]), { class: "unseen" }),
    app.isNew ? readsPanel(app) : null,
    section(app, "page_favourites", memory.favourites, {}),
    section(app, "page_pocket", app.pocket(), { both: false, grid: true }),
    section(app, "page_recent", memory.recent(6), {}),
    section(app, "page_most_used", memory.mostUsed(6), {}),
    complaintLink(app),
  ];
}

function autonym(locale) {
  return { text: locale.name, lang: locale.tag, dir: locale.dir };
}

// Asked until it is answered: one tap, and it is kept.
function readsPanel(app) {
  const buttons = [...app.book.locales.values()].map((locale) => button(autonym(locale), { class: "action" }, () => app.chooseStaff(locale.code)));
  return make("section", { class: "panel" }, tell("h2", app.word("page_reads")), make("div", { class: "actions" }, buttons));
}

// A group of radio buttons: options are [value, text].
function choice(label, name, options, chosen, choose) {
  return make(
    "fieldset",
    { class: "choice" },
    tell("legend", label),
    options.map(([value, text]) =>
      make(
        "label",
        null,
        make("input", { type: "radio", name, value, checked: value === chosen, change: () => choose(value) }),
        tell("span", text),
      ),
    ),
  );
}

function situationScreen(app, situation, keys) {
  return [tell("h1", guide(app.book, app.staff, `${situation.key}#title`)), tell("p", guide(app.book, app.staff, `${situation.key}#purpose`), { class: "quiet" }), phraseList(app, keys)];
}

function emergencyScreen(app) {
  const situation = app.book.situations.get(app.book.urgent.emergency);
  return [backLink(app), tell("h1", app.word("page_emergency")), callLink(app), phraseList(app, situation.keys, { to: "show" })];
}

function callLink(app) {
  const { emergency } = app.book.organisation;
  if (!emergency) return null;
  const texts = [tell("span", app.word("page_call")), " ", make("bdi", { lang: "", dir: "ltr" }, emergency)];
  const number = plainDigits(emergency).replace(/^(\+.*)\(0\)/, "$1").replace(/[ ()./-]/g, "");
  if (!/^\+?[0-9*#]{2,20}$/.test(number)) return make("p", { class: "call" }, texts);
  return make("a", { class: "call", href: `tel:${number.replaceAll("#", "%23")}` }, texts);
}

function settingsScreen(app) {
  const languages = [...app.book.locales.values()].map((locale) => [locale.code, autonym(locale)]);
  const speakers = [...new Set([...app.book.locales.values()].flatMap(({ axes }) => axes.filter(([axis]) => axis === "speaker").flatMap(([, values]) => values)))];
  return [
    backLink(app),
    tell("h1", app.word("page_settings")),
    choice(app.word("page_reads"), "staff", languages, app.staff.code, app.chooseStaff),
    speakers.length ? choice(app.word("page_speaker"), "speaker", speakers.map((value) => [value, app.word(`speaker_${value}`)]), app.chosen.speaker, (value) => app.choose("speaker", value)) : null,
    complaintLink(app),
    make("p", null, button(app.word("page_forget"), { class: "action", id: "forget" }, app.forget)),
    missedSettings(app),
    tell("p", app.word("page_device"), { class: "quiet" }),
    make("p", { class: "quiet" }, tell("span", app.word("revised")), " ", app.date(app.book.edition)),
  ];
}

function backLink(app) {
  return tell("a", app.word("page_home"), { class: "back", href: "#" });
}

// --- one phrase -------------------------------------------------------------------------------------------------------

function phraseScreen(app, phrase) {
  const { book, staff, customer } = app;
  const title = guide(book, staff, `${phrase.situation.key}#title`);
  const wording = make("div", { id: "wording" });
  wording.style.setProperty("--group", book.groups[phrase.situation.group][1]);
  return [
    make("p", { class: "path" }, backLink(app), tell("span", title), make("bdi", null, `${phrase.situation.number}.${phrase.number}`)),
    wording,
    blankFields(app, phrase),
    variantChoices(app, phrase),
    actions(app, phrase),
    phraseNotes(app, phrase),
    replies(app, phrase),
    make("p", { class: "quiet", id: "approval" }),
  ];
}

// What changes while blanks are filled in.
function showWording(app, phrase) {
  const { book, staff, customer, chosen, typed } = app;
  const rows = rowsOf(customer, phrase);
  const row = rows.length ? chooseRow(rows, chosen) : null;
  const parts = [];
  if (row) {
    const pieces = wordingPieces(book, customer, phrase, row, typed, staff);
    parts.push(make("h1", { class: "wording", lang: customer.tag, dir: customer.dir, tabindex: "-1" }, showPieces(pieces)));
    if (row.status) parts.push(tell("p", app.word("draft"), { class: "draft" }));
  } else {
    parts.push(tell("h1", app.word("page_missing"), { class: "wording none", tabindex: "-1" }));
    const status = customer.wordings[phrase.place];
    if (status) parts.push(tell("p", app.word(`status_${status}`), { class: "quiet" }));
  }
  if (customer !== staff) {
    const sounds = row ? soundPieces(book, customer, phrase, row, typed, staff) : [];
    if (sounds.length) parts.push(labelled(app.word("pronunciation"), make("p", { class: "sound", lang: `${customer.tag}-Latn`, dir: "ltr" }, showPieces(sounds))));
    const meaning = meaningOf(book, staff, phrase, { ...chosen, ...row?.variant }, typed);
    parts.push(labelled(app.word("meaning"), make("p", { class: "meaning", lang: meaning.lang, dir: meaning.dir }, showPieces(meaning.pieces))));
  }
  return parts;
}

function labelled(label, ...content) {
  return make("div", { class: "labelled" }, tell("h2", label), content);
}

function blankFields(app, phrase) {
  const names = [...new Set([...blanksOf(app.book, app.customer, phrase), ...blanksOf(app.book, app.staff, phrase)])];
  if (!names.length) return null;
  return make("fieldset", { class: "blanks" }, tell("legend", app.word("page_fill")), names.map((name) => blankField(app, name)));
}

const INPUTS = {
  text: { type: "text" },
  number: { type: "text", inputmode: "numeric" },
  money: { type: "text", inputmode: "decimal" },
  date: { type: "date" },
  time: { type: "time" },
  phone: { type: "tel" },
};

function blankField(app, name) {
  const [type, example] = app.book.placeholders[name];
  const label = labelOf(app.book, app.staff, name);
  const [, currency = ""] = type === "money" ? example.split(" ") : [];
  const help = make("span", { class: "help", id: `help-${name}`, role: "status" });
  const read = () => {
    const typed = type === "text" ? input.value.trim() : plainDigits(input.value.trim());
    const coin = money.value.trim().toUpperCase();
    const value = type === "money" && typed ? `${typed.replace(/[,\u066b]/, ".")} ${coin}` : typed;
    const strange = type === "money" && coin !== currency && !isCurrency(coin);
    const wrong = value !== "" && (strange || formatValue(app.customer, type, value) === null);
    input.setAttribute("aria-invalid", String(wrong));
    help.replaceChildren(wrong ? app.word("page_expected", { example }).text : "");
    app.type(name, wrong ? "" : value);
  };
  const [known = "", coin = currency] = type === "money" ? (app.typed[name] ?? "").split(" ") : [app.typed[name] ?? ""];
  const input = make("input", { ...INPUTS[type], id: `blank-${name}`, value: known, "aria-describedby": `help-${name}`, autocomplete: "off", dir: type === "text" ? "auto" : "ltr", input: read });
  const money = make("input", { type: "text", size: "4", maxlength: "3", value: coin || currency, dir: "ltr", autocapitalize: "characters", "aria-label": app.word("page_currency").text, input: read });
  const fields = type === "money" ? make("span", { class: "money" }, input, money) : input;
  return make("div", { class: "field" }, tell("label", label, { for: input.id }), fields, help);
}

function variantChoices(app, phrase) {
  const rows = rowsOf(app.customer, phrase);
  if (new Set(rows.map((row) => row.forms.concat(row.sounds).join("\0"))).size < 2) return null;
  const varying = new Set(rows.flatMap((row) => Object.keys(row.variant)));
  const groups = app.customer.axes.filter(([axis]) => varying.has(axis)).map(([axis, values, plain]) => {
    const options = [...(plain ? [] : [""]), ...values].map((value) => [value, app.word(`${axis}_${value || "any"}`)]);
    return choice(app.word(`page_${axis}`), axis, options, app.chosen[axis] || plain, (value) => app.choose(axis, value));
  });
  return make("div", { class: "variants" }, groups);
}

function actions(app, phrase) {
  const sayable = rowsOf(app.customer, phrase).length > 0;
  if (!sayable) return make("div", { class: "actions" }, favouriteButton(app, phrase), complaintLink(app, phrase));
  return make(
    "div",
    { class: "actions" },
    tell("a", app.word("page_show"), { class: "action main", href: `#/show/${phrase.key}` }),
    listenButton(app, phrase),
    button(app.word("page_copy"), { class: "action" }, () => app.copy(phrase)),
    button(app.word("page_print"), { class: "action" }, () => app.print(phrase)),
    favouriteButton(app, phrase),
    complaintLink(app, phrase),
  );
}

function listenButton(app, phrase) {
  return button(app.word("page_listen"), { class: "action", id: "listen", hidden: !app.voice(app.customer) }, () => app.listen(phrase));
}

function favouriteButton(app, phrase) {
  const kept = app.memory.favourites.includes(phrase.key);
  const label = app.word(kept ? "page_remove_favourite" : "page_add_favourite");
  return button(label, { class: "action", id: "favourite" }, () => app.favour(phrase));
}

function phraseNotes(app, phrase) {
  const { book, staff } = app;
  const { step, situation } = phrase;
  const at = `${situation.key}.${step.key}`;
  const notes = [];
  const occasion = [phrase.when && `part_${phrase.when}`, phrase.to && `to_${phrase.to}`, phrase.customer && `customer_${phrase.customer}`].filter(Boolean);
  if (occasion.length) notes.push(make("p", { class: "occasion" }, occasion.map((name) => tell("span", app.word(name)))));
  if (step.within) notes.push(labelled(app.word("within"), tell("p", textIn(book, staff, staff.spans[step.within]))));
  for (const name of step.directions) notes.push(labelled(app.word(name), tell("p", guide(book, staff, `${at}#${name}`))));
  const never = listed(book, staff, `${phrase.key}#instead_of`);
  if (never.length) notes.push(labelled(app.word("not_say"), make("ul", { class: "never" }, never.map((text) => tell("li", text)))));
  const standards = [...new Set([...step.standards, ...(phrase.standards ?? [])])];
  if (standards.length) notes.push(labelled(app.word("page_standards"), make("ul", null, standards.map((key) => tell("li", guide(book, staff, `standard.${key}#title`))))));
  return notes;
}

// What the customer may point at, as [shown, meant]; numbers mean themselves.
function answersOf(app, phrase) {
  const { book, staff, customer } = app;
  return (phrase.answers ?? []).flatMap((key) => {
    if (key === "numbers") return customer.numbers.map((text) => [text, null]);
    const place = book.points.indexOf(key);
    const shown = customer.points[place];
    return shown ? [[shown, customer === staff ? null : staff.points[place] || book.locales.get(book.source)?.points[place] || null]] : [];
  });
}

function replies(app, phrase) {
  const { book, staff, customer } = app;
  const parts = [];
  const answers = answersOf(app, phrase);
  if (answers.length) {
    const items = answers.map(([shown, meant]) => make("li", null, make("span", { lang: customer.tag, dir: customer.dir }, shown), meant ? make("span", { class: "quiet", lang: staff.tag, dir: staff.dir }, meant) : null));
    parts.push(labelled(app.word("answers"), make("ul", { class: "answers" }, items)));
  }
  const reply = phrase.reply ? book.phrases.get(phrase.reply) : null;
  if (reply) parts.push(labelled(app.word("reply"), phraseList(app, [reply.key])));
  return parts;
}

function approvalText(app, phrase) {
  const rows = rowsOf(app.customer, phrase);
  if (!rows.length) return null;
  const row = chooseRow(rows, app.chosen);
  if (!row.approved) return app.word("status_translated");
  return app.word(row.status ? "page_changed_since" : "page_approved", { date: app.date(row.approved) });
}
