// The book as the page asks for it: texts, wordings filled in and formatted, as the printed cards have them.

const LRI = "\u2066", PDI = "\u2069";
const PLACEHOLDER = /\{([a-z][a-z0-9_]*)\}/;
const FOREIGN_RUN = /\u2066[^\u2069]*\u2069|[+(]?[A-Za-z0-9](?:[A-Za-z0-9.,:/@+()_\u00a0 \u2013-]*[A-Za-z0-9)%])?/g;

async function readBook(packed) {
  const characters = atob(packed);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i); // ten times as fast as Uint8Array.from
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return openBook(JSON.parse(await new Response(stream).text()));
}

function openBook(document) {
  const places = new Map(document.contexts.map((context, place) => [context, place]));
  const locales = new Map(document.locales.map((locale) => [locale.code, { ...locale, tag: locale.code.replaceAll("_", "-") }]));
  const phrases = new Map();
  const situations = new Map();
  let place = 0;
  for (const situation of document.situations) {
    situations.set(situation.key, { ...situation, keys: [] });
    for (const step of situation.steps) {
      for (const end = place + step.count; place < end; place++) {
        const key = document.keys[place];
        phrases.set(key, { key, place, situation: situations.get(situation.key), step, ...document.phrases[place] });
        situations.get(situation.key).keys.push(key);
      }
    }
  }
  const roles = new Map(document.roles.map(([key, reached, pocket]) => [key, { key, situations: new Set(reached), pocket }]));
  return { ...document, places, locales, phrases, situations, roles };
}

// --- texts for staff: {text, lang, dir} ------------------------------------------------------------------------------

function isolate(text) {
  return text.replace(FOREIGN_RUN, (run) => (run[0] === LRI ? run : LRI + run + PDI));
}

function textIn(book, locale, stored) {
  const [text, code] = Array.isArray(stored) ? stored : [stored, locale.code];
  const known = book.locales.get(code);
  const rtl = known ? known.dir === "rtl" : false;
  return { text: rtl ? isolate(text) : text, lang: code.replaceAll("_", "-"), dir: rtl ? "rtl" : "ltr" };
}

function guide(book, locale, context) {
  const place = book.places.get(context);
  return textIn(book, locale, place === undefined ? "" : locale.guide[place]);
}

function word(book, locale, key, values = {}) {
  const [text, code = locale.code] = [locale.words[key] ?? [key, book.source]].flat();
  const filled = text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? name));
  return textIn(book, locale, [filled, code]);
}

function listed(book, locale, context) {
  const { text, ...tongue } = guide(book, locale, context);
  return text.split(";").map((item) => item.trim()).filter(Boolean).map((item) => ({ text: item, ...tongue }));
}

function labelOf(book, locale, name) {
  const label = guide(book, locale, `placeholder.${name}#label`);
  return label.text ? label : textIn(book, locale, name);
}

// --- wordings ---------------------------------------------------------------------------------------------------------

function rowsOf(locale, phrase) {
  const rows = locale.wordings[phrase.place];
  if (!Array.isArray(rows)) return [];
  const [sounds, seals] = [locale.sounds[phrase.place], locale.seals[phrase.place]];
  return rows.map(([variant, forms, status, approved], i) => ({ variant, forms, status, approved, sounds: sounds[i], seal: seals[i] }));
}

// Exact, then with fewer axes, then the plain one.
function chooseRow(rows, chosen) {
  const size = (row) => Object.keys(row.variant).length;
  const fits = (row) => Object.entries(row.variant).every(([axis, value]) => chosen[axis] === value);
  return rows.filter(fits).reduce((best, row) => (best === null || size(row) > size(best) ? row : best), null) ?? rows[0];
}

function sourceForms(book, phrase) {
  return phrase.say ?? rowsOf(book.locales.get(book.source), phrase)[0].forms;
}

// Pieces are texts, or {blank, label} for what nobody has filled.
function fill(form, values, label, rtl) {
  const shield = rtl ? isolate : (text) => text;
  const pieces = [];
  let run = "";
  form.split(PLACEHOLDER).forEach((part, i) => {
    if (i % 2 === 0) {
      run += shield(run.endsWith(".") && part.startsWith(".") ? part.slice(1) : part);
    } else if (Object.hasOwn(values, part)) {
      run += shield(values[part]);
    } else {
      if (run) pieces.push(run);
      pieces.push({ blank: part, label: label(part) });
      run = "";
    }
  });
  if (run || !pieces.length) pieces.push(run);
  return pieces;
}

function formPlace(book, locale, phrase, typed) {
  if (!phrase.count) return 0;
  const number = parseInt(typed[phrase.count] || book.placeholders[phrase.count][1], 10);
  return Number(locale.plurals[number < locale.plurals.length ? number : 100 + (number % 1000)]);
}

function formOf(book, locale, phrase, forms, typed) {
  return forms[Math.min(formPlace(book, locale, phrase, typed), forms.length - 1)] ?? "";
}

function shownValues(book, locale, typed) {
  const shown = {};
  for (const [name, value] of Object.entries(typed)) {
    const text = formatValue(locale, book.placeholders[name][0], value);
    if (text !== null) shown[name] = text;
  }
  return { ...shown, ...book.organisation };
}

function wordingPieces(book, locale, phrase, row, typed, reader) {
  const form = formOf(book, locale, phrase, row.forms, typed);
  return fill(form, shownValues(book, locale, typed), (name) => labelOf(book, reader, name), locale.dir === "rtl");
}

function soundPieces(book, locale, phrase, row, typed, reader) {
  if (!row.sounds.length) return [];
  const form = formOf(book, locale, phrase, row.sounds, typed);
  return fill(form, shownValues(book, locale, typed), (name) => labelOf(book, reader, name), false);
}

// What a phrase means to its reader: in the reader's language, else in the source language.
function meaningOf(book, reader, phrase, chosen, typed) {
  const rows = rowsOf(reader, phrase);
  if (rows.length) {
    const row = chooseRow(rows, chosen);
    return { pieces: wordingPieces(book, reader, phrase, row, typed, reader), lang: reader.tag, dir: reader.dir, row };
  }
  const source = book.locales.get(book.source) ?? reader;
  const pieces = fill(sourceForms(book, phrase).at(-1), shownValues(book, source, typed), (name) => labelOf(book, reader, name), false);
  return { pieces, lang: book.source.replaceAll("_", "-"), dir: "ltr", row: null };
}

function plainText(pieces, blank = ({ label }) => `____ (${label.text})`) {
  return pieces.map((piece) => (typeof piece === "string" ? piece : blank(piece))).join("");
}

function blanksOf(book, locale, phrase) {
  const forms = rowsOf(locale, phrase).flatMap((row) => row.forms);
  const names = (forms.length ? forms : sourceForms(book, phrase)).flatMap((form) => form.split(PLACEHOLDER).filter((_, i) => i % 2));
  return [...new Set(names)].filter((name) => Object.hasOwn(book.placeholders, name));
}

// --- values as the language writes them -------------------------------------------------------------------------------

function formatValue(locale, type, value) {
  const typed = value.trim();
  const tag = `${locale.tag}-u-nu-${locale.digits}`;
  try {
    if (type === "number") return /^\d{1,15}$/.test(typed) ? new Intl.NumberFormat(tag).format(Number(typed)) : null;
    if (type === "money") {
      const [, amount, currency] = /^(-?\d{1,15}(?:\.\d+)?) ([A-Z]{3})$/.exec(typed);
      return new Intl.NumberFormat(tag, { style: "currency", currency, roundingMode: "halfEven" }).format(amount);
    }
    if (type === "date") return formatDate(tag, typed);
    if (type === "time") {
      const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(typed);
      const format = new Intl.DateTimeFormat(tag, { timeStyle: "short", timeZone: "UTC" });
      return format.format(new Date(Date.UTC(2000, 0, 1, Number(hour), Number(minute))));
    }
    if (type === "phone") return /^\+?[0-9(][0-9 ()/-]{2,}[0-9]$/.test(typed) ? typed : null;
    return typed || null;
  } catch {
    return null; // no match, a month of 40 days, no such currency
  }
}

// As an Arabic or a Persian keyboard types them.
function plainDigits(text) {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}

function isCurrency(code) {
  return /^[A-Z]{3}$/.test(code) && new Intl.DisplayNames("en", { type: "currency", fallback: "none" }).of(code) !== undefined;
}

function formatDate(tag, typed) {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(typed);
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (date.toISOString().slice(0, 10) !== typed) return null;
  return new Intl.DateTimeFormat(`${tag}-ca-gregory`, { dateStyle: "long", timeZone: "UTC" }).format(date);
}

// --- what the search searches in --------------------------------------------------------------------------------------

function searchDocuments(book) {
  const documents = [];
  for (const locale of book.locales.values()) {
    for (const phrase of book.phrases.values()) {
      const rows = rowsOf(locale, phrase);
      if (!rows.length) continue;
      const { key: situation } = phrase.situation;
      const items = (name) => listed(book, locale, `${phrase.key}#${name}`).map(({ text }) => plainOf(text));
      documents.push({
        key: phrase.key,
        locale: locale.code,
        wording: rows.flatMap((row) => row.forms),
        source: sourceForms(book, phrase),
        keywords: items("keywords"),
        insteadOf: items("instead_of"),
        pronunciation: rows.flatMap((row) => row.sounds),
        context: [`${situation}#title`, `${situation}.${phrase.step.key}#title`].map((context) => plainOf(guide(book, locale, context).text)),
      });
    }
  }
  return documents;
}

function plainOf(text) {
  return text.replace(/[\u2066-\u2069]/g, "");
}
