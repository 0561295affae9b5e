// The search: the twin of scripts_gen/spelling.py and scripts_gen/search.py, which say what everything here means.
// Change both, and tests/vectors/search.json, which both are held to. Asks for nothing but the language itself.

// --- spelling ---------------------------------------------------------------------------------------------------------

const EDGES = "['‘’‛`ʹʻʼʽʾʿ′‐-]";
const AT_EDGES = new RegExp(`^${EDGES}+|${EDGES}+$`, "gu");
const DROPPED = /['‘’‛`ʹʻʼʽʾʿ′‐\u0621\u0640\u064B-\u065F\u0670\u06D6-\u06ED\p{Cf}-]/gu;
const LOOK_ALIKES = /[أإآٱىیےۓةەھہۃۀۂکگؤئپچڤё]/g;
const PLAIN_LETTERS = pairLetters(["أإآٱ", "ا"], ["ىیےۓ", "ي"], ["ةەھہۃۀۂ", "ه"], ["کگ", "ك"], ["ؤ", "و"], ["ئ", "ي"], ["پ", "ب"], ["چ", "ج"], ["ڤ", "ف"], ["ё", "е"]);
const OTHER_DIGITS = /(?![0-9])\p{Nd}/gu;
const DIGIT = /\p{Nd}/u;
const MARKS = /(?!\u0306)\p{M}/gu;
const CONTROLS = /\p{Cf}/gu;
const WORDS = /[\p{L}\p{M}\p{N}'‘’‛`ʹʻʼʽʾʿ′‐-]+/gu;
const LETTER_RUNS = /[\p{L}\p{N}]+/gu;
const LETTER = /[\p{L}\p{N}]/u;
const ASCII = /^[\0-\x7f]*$/;
const ASTRAL = /[\ud800-\udfff]/;

const SPELT = /shch|sch|sh|zh|ch|ts|ph|[^]/g;
const SOUNDS = pairLetters(
  ...["b p б п ب", "f v ph ф в ف", "d t д т د ذ ض ط ظ ت ث", "s z ts с з ц س ز ص", "j ch sh zh sch shch ж ш щ ч ج ش", "c g k q x г к х ق ك خ غ", "l л ل", "m м م", "n н ن", "r р ر"].map(
    (letters, place) => [letters.split(" "), "PFTSCKLMNR"[place]],
  ),
);
const CHAT = ["0", "1", "q", "", "ch", "kh", "t", "h", "gh", "s"];
const LATIN = /[a-z]/;
const REPEATED = /(.)\1+/g;
const ARTICLE = /^[وف]?(?:ال|بال|كال|لل)(?=..)/;

const QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё";
const ARABIC_KEYS = [..."ضصثقفغعهخحجدشسيبلاتنمكطئءؤر", "لا", ..."ىةوزذ"];
const FINNISH_KEYS = new Map(Object.entries({ "[": "å", ";": "ö", "'": "ä" }));
const TO_RUSSIAN = layoutOf(RUSSIAN_KEYS, [..."{}:\"<>~"].map((key, place) => [key, "хъжэбюё"[place]]));
const TO_ARABIC = layoutOf(ARABIC_KEYS, [["/", "ظ"]]);
const FROM_RUSSIAN = new Map([...RUSSIAN_KEYS].map((letter, place) => [letter, FINNISH_KEYS.get(QWERTY[place]) ?? QWERTY[place]]));
const FROM_ARABIC = new Map(ARABIC_KEYS.map((letter, place) => [letter, FINNISH_KEYS.get(QWERTY[place]) ?? QWERTY[place]]));
const CYRILLIC = /[а-яё]/;
const ARABIC_STROKES = /لا|[ء-ي]/g;

function pairLetters(...rows) {
  return new Map(rows.flatMap(([letters, meant]) => [...letters].map((letter) => [letter, meant])));
}

function layoutOf(letters, more) {
  const pairs = [...letters].map((letter, place) => [QWERTY[place], letter]);
  const finnish = pairs.filter(([key]) => FINNISH_KEYS.has(key)).map(([key, letter]) => [FINNISH_KEYS.get(key), letter]);
  return new Map([...pairs, ...finnish, ...more]);
}

function fold(text) {
  if (ASCII.test(text)) return text.toLowerCase().replace(/['`-]/g, "");
  const lower = text.replace(/´/g, "").normalize("NFKC").toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ");
  const plain = lower.replace(DROPPED, "").replace(LOOK_ALIKES, (letter) => PLAIN_LETTERS.get(letter)).replace(OTHER_DIGITS, digitOf);
  return plain.normalize("NFD").replace(MARKS, "").normalize("NFC");
}

// Digits stand in runs of ten, zero first.
function digitOf(digit) {
  const code = digit.codePointAt(0);
  let zero = code;
  while (DIGIT.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}

function plainWords(text) {
  return runsOf(text).filter((word) => LETTER.test(fold(word)));
}

function runsOf(text) {
  const lower = text.replace(/´/g, "'").normalize("NFKC").toLowerCase().replace(CONTROLS, "");
  return (lower.match(WORDS) ?? []).map((run) => run.replace(AT_EDGES, ""));
}

function sound(word) {
  const codes = word.replace(ARTICLE, "").replace(SPELT, (spelt) => SOUNDS.get(spelt) ?? "");
  return codes.replace(REPEATED, "$1");
}

function trigrams(text) {
  return [...new Set(allTrigrams(fold(text)))];
}

function allTrigrams(folded) {
  const found = [];
  for (const run of folded.match(LETTER_RUNS) ?? []) {
    const word = LATIN.test(run) ? run.replace(/[0-9]/g, (digit) => CHAT[digit]) : run;
    const heard = sound(word);
    for (const padded of heard.length > 1 ? [`  ${word} `, ` ${heard} `] : [`  ${word} `]) {
      const letters = ASTRAL.test(padded) ? [...padded] : null;
      const last = (letters ?? padded).length - 3;
      for (let i = 0; i <= last; i++) found.push(letters ? letters.slice(i, i + 3).join("") : padded.slice(i, i + 3));
    }
  }
  return found;
}

function readings(query) {
  const typed = query.toLowerCase();
  const struck = (keys) => Array.from(typed, (letter) => keys.get(letter) ?? letter).join("");
  const others = LATIN.test(typed) ? [struck(TO_RUSSIAN), struck(TO_ARABIC)] : [];
  if (CYRILLIC.test(typed)) others.push(struck(FROM_RUSSIAN));
  const latin = typed.replace(ARABIC_STROKES, (letter) => FROM_ARABIC.get(letter) ?? letter);
  if (latin !== typed) others.push(latin);
  return others;
}

// --- the index --------------------------------------------------------------------------------------------------------

const WEIGHTS = Object.entries({ wording: 100, source: 80, keywords: 90, insteadOf: 100, pronunciation: 80, key: 50, context: 30 });
const ALIKE = 0.15, FOLDED = 0.5, BEGUN = 0.85;
const LONG = 8, SPREAD = 3;
const LENGTH = 0.1, FIRST = 1.05, READING = 0.9;
const LEAST = 0.1, SURE = 0.4;
const NEAR = 0.3;
const BRACES = /\{[^{}]*\}/g;

// Documents are {key, locale, wording, source, keywords, insteadOf, pronunciation, context}, all but the first two lists
// of texts. ``words`` has every known word as written.
function newIndex(documents) {
  return {
    documents,
    words: new Map(),
    listed: [],
    texts: new Map(),
    lengths: [],
    keys: new Map(),
    keyOf: new Uint32Array(documents.length),
    grams: new Map(),
    spelt: 0,
    complete: false,
  };
}

// Works on for about so many milliseconds; returns whether the index is complete.
function growIndex(index, milliseconds) {
  const end = performance.now() + milliseconds;
  while (!index.complete) {
    for (let i = 0; i < 50 && !index.complete; i++) growByOne(index);
    if (performance.now() >= end) break;
  }
  return index.complete;
}

function growByOne(index) {
  if (index.lengths.length < index.documents.length) addDocument(index, index.lengths.length);
  else if (index.spelt < index.listed.length) spellWord(index, index.spelt);
  else finishIndex(index);
}

function addDocument(index, number) {
  const document = index.documents[number];
  if (!index.keys.has(document.key)) index.keys.set(document.key, index.keys.size);
  index.keyOf[number] = index.keys.get(document.key);
  let length = 0;
  for (const [name, weight] of WEIGHTS) {
    for (const text of name === "key" ? [document.key.replaceAll("-", " ")] : document[name]) {
      for (const word of wordsOf(index, text)) {
        const last = word.numbers.length - 1;
        if (word.numbers[last] === number) {
          word.weights[last] = Math.max(weight, word.weights[last]);
        } else {
          word.numbers.push(number);
          word.weights.push(weight);
          length++;
        }
      }
    }
  }
  index.lengths.push(length);
}

function wordsOf(index, text) {
  let words = index.texts.get(text);
  if (!words) {
    words = [];
    for (const plain of runsOf(text.replace(BRACES, " "))) {
      const word = index.words.get(plain) ?? knowWord(index, plain);
      if (word) words.push(word);
    }
    index.texts.set(text, words);
  }
  return words;
}

function knowWord(index, plain) {
  const folded = fold(plain);
  if (!LETTER.test(folded)) return null;
  const word = { plain, folded, numbers: [], weights: [] };
  index.words.set(plain, word);
  index.listed.push(word);
  return word;
}

function spellWord(index, number) {
  for (const gram of allTrigrams(index.listed[number].folded)) {
    const numbers = index.grams.get(gram);
    if (!numbers) index.grams.set(gram, [number]);
    else if (numbers[numbers.length - 1] !== number) numbers.push(number);
  }
  index.spelt++;
}

function finishIndex(index) {
  const { documents, listed, lengths } = index;
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length || 1;
  index.shares = Float64Array.from(lengths, (length) => 1 / (1 + (LENGTH * length) / mean));
  index.rarities = new Float64Array(listed.length);
  for (const numbers of index.grams.values()) {
    const rarity = rarityOf(numbers.length, listed.length);
    for (const number of numbers) index.rarities[number] += rarity;
  }
  index.shared = new Float64Array(listed.length);
  index.values = new Float64Array(documents.length);
  index.best = new Float64Array(index.keys.size);
  index.texts.clear(); // needed no more
  index.complete = true;
}

function rarityOf(spread, total) {
  return Math.log(1 + total / (1 + spread));
}

// --- ranking ----------------------------------------------------------------------------------------------------------

// Returns one {key, locale, score} a key, the best first. The index is complete; ``first`` is the locale staff read first.
function rank(query, index, { first = "" } = {}) {
  const [scores, known] = scoreQuery(query, index, first);
  if (!known) {
    for (const reading of readings(query)) {
      for (const [number, score] of scoreQuery(reading, index, first)[0]) {
        scores.set(number, Math.max(scores.get(number) ?? 0, score * READING));
      }
    }
  }
  const best = new Map();
  for (const [number, exact] of scores) {
    const { key, locale } = index.documents[number];
    const score = Math.floor(exact * 1e6 + 0.5) / 1e6;
    if (score < LEAST) continue;
    const other = best.get(key);
    if (!other || score > other.score || (score === other.score && locale < other.locale)) best.set(key, { key, locale, score });
  }
  return [...best.values()].sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
}

function scoreQuery(query, index, first) {
  const words = [...new Set(plainWords(query))];
  const total = new Map();
  const sure = new Set();
  let whole = 0, balance = 0;
  words.forEach((word, place) => {
    const folded = fold(word);
    const { found, known } = valueWord(index, word, folded, place === words.length - 1, sure);
    const letters = ASTRAL.test(folded) ? [...folded].length : folded.length;
    balance += known ? letters : -letters;
    const importance = rarityOf(spreadOf(index, found), index.keys.size) * Math.min(1, letters / LONG);
    whole += importance;
    for (const number of found) {
      total.set(number, (total.get(number) ?? 0) + importance * index.values[number]);
      index.values[number] = 0;
    }
  });
  const scores = new Map();
  for (const number of sure) {
    const favour = index.documents[number].locale === first ? FIRST : 1;
    scores.set(number, Math.min(1, (total.get(number) / whole) * index.shares[number] * favour));
  }
  return [scores, balance >= 0];
}

// Over the keys of these documents, the sum of their best values to the power SPREAD.
function spreadOf(index, found) {
  const { best, keyOf, values } = index;
  const keys = [];
  for (const number of found) {
    const key = keyOf[number];
    if (!best[key]) keys.push(key);
    if (values[number] > best[key]) best[key] = values[number];
  }
  let spread = 0;
  for (const key of keys) {
    spread += best[key] ** SPREAD;
    best[key] = 0;
  }
  return spread;
}

// Puts into ``index.values`` what each document found is worth for a word of the query, and into ``sure`` the documents
// with a word that is sure to be like it; known is a word that the index has, folded.
function valueWord(index, word, folded, last, sure) {
  const { listed, values } = index;
  const alike = alikeWords(index, folded);
  if (last && [...folded].length > 1) for (const number of begunWords(index, folded)) alike.set(number, Math.max(BEGUN, alike.get(number) ?? 0));
  const exact = index.words.has(word);
  const found = [];
  let known = false;
  for (const [number, likeness] of alike) {
    const other = listed[number];
    const same = other.folded === folded;
    known ||= same;
    const certain = same ? (exact && other.plain !== word ? FOLDED : 1) : likeness;
    const { numbers, weights } = other;
    if (certain >= SURE) for (const number of numbers) sure.add(number);
    for (let i = 0; i < numbers.length; i++) {
      const value = (certain * weights[i]) / 100;
      const document = numbers[i];
      if (value <= values[document]) continue;
      if (!values[document]) found.push(document);
      values[document] = value;
    }
  }
  return { found, known };
}

function alikeWords(index, folded) {
  const { listed, rarities, shared } = index;
  const touched = [];
  let own = 0;
  for (const gram of trigrams(folded)) {
    const numbers = listOf(index, gram);
    const rarity = rarityOf(numbers.length, listed.length);
    own += rarity;
    for (const number of numbers) {
      if (!shared[number]) touched.push(number);
      shared[number] += rarity;
    }
  }
  const alike = new Map();
  for (const number of touched) {
    const likeness = (2 * shared[number]) / (own + rarities[number]);
    if (likeness >= ALIKE) alike.set(number, likeness);
    shared[number] = 0;
  }
  return alike;
}

// Of the words that begin like this, all have its first trigrams.
function begunWords(index, folded) {
  const [start, next] = [`  ${folded}`, ` ${folded}`].map((padded) => listOf(index, [...padded].slice(0, 3).join("")));
  return (start.length < next.length ? start : next).filter((number) => index.listed[number].folded.startsWith(folded));
}

function listOf(index, gram) {
  return index.grams.get(gram) ?? [];
}

// At most ``limit`` of the words that are most like a word of the query, the nearest first.
function nearest(query, words, limit = 3) {
  const asked = [...new Set(plainWords(query))].map((word) => new Set(trigrams(word)));
  const near = [];
  for (const word of new Set(words)) {
    const grams = trigrams(word);
    const likeness = Math.max(0, ...asked.map((other) => (2 * grams.filter((gram) => other.has(gram)).length) / (grams.length + other.size)));
    if (likeness >= NEAR) near.push([likeness, word]);
  }
  near.sort(([a, one], [b, two]) => b - a || (one < two ? -1 : 1));
  return near.slice(0, limit).map(([, word]) => word);
}
