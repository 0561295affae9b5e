// Codes of cards: worked out from the very texts of this page, so that a code says whether its card is current.

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function normalCode(typed) {
  const code = typed.normalize("NFKC").toUpperCase().replace(/[\s\u2010-\u2015-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code) ? code : "";
}

function showCode(code) {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

function hashTexts(texts) {
  const [high, low] = sha256(new TextEncoder().encode(texts.join("\0")));
  let number = (BigInt(high) << 8n) | BigInt(low >>> 24);
  let code = "";
  for (let i = 0; i < 8; i++, number >>= 5n) code = CROCKFORD[Number(number & 31n)] + code;
  return code;
}

// What the code of a card with this row stands for; the fields are those of a printed line.
function cardContent(book, locale, phrase, row, reader, chosen) {
  const said = plainText(wordingPieces(book, locale, phrase, row, {}, reader ?? locale));
  const variant = Object.entries(row.variant).map(([axis, value]) => `${axis}=${value}`).join(",");
  const bound = boundTo(row);
  const content = [phrase.key + (variant && `|${variant}`), locale.code, String(bound.length), ...bound, said];
  if (!reader || reader.code === locale.code) return content;
  const meaning = meaningOf(book, reader, phrase, { ...chosen, ...row.variant }, {});
  const meant = meaning.row ? boundTo(meaning.row) : [];
  content.push(reader.code, String(meant.length), ...meant, plainText(meaning.pieces));
  const sound = plainText(cardSound(book, locale, phrase, row, reader));
  if (sound) content.push(sound);
  return content;
}

function boundTo(row) {
  return row.seal ? [row.seal] : row.forms;
}

// Addresses and numbers read the same in every language and are left out of a card's pronunciation.
function cardSound(book, locale, phrase, row, reader) {
  const { hotline, website, feedback, emergency } = book.organisation; // the last is short, and may be part of another
  const known = [hotline, website, feedback, emergency].filter(Boolean);
  const shorten = (text) => known.reduce((left, address) => left.replaceAll(address, "…"), text);
  return soundPieces(book, locale, phrase, row, {}, reader).map((piece) => (typeof piece === "string" ? shorten(piece) : piece));
}

// The ways to have chosen who speaks and to whom that give the row another meaning, nothing chosen first.
function distinctChoices(reader, locale, phrase, row) {
  const rows = rowsOf(reader, phrase);
  if (reader === locale || rows.length < 2) return [{}];
  const all = reader.axes.reduce(
    (chosen, [axis, values]) => chosen.flatMap((one) => [one, ...values.map((value) => ({ ...one, [axis]: value }))]),
    [{}],
  );
  const distinct = new Map(all.map((chosen) => [chooseRow(rows, { ...chosen, ...row.variant }), chosen]).reverse());
  return [...distinct.values()];
}

// Yields after each phrase in one pair of languages; returns what is found, or null.
function* searchCode(book, code, staff) {
  const readers = [book.locales.get(staff), ...[...book.locales.values()].filter((locale) => locale.code !== staff)];
  for (const reader of readers) {
    for (const locale of book.locales.values()) {
      for (const phrase of book.phrases.values()) {
        for (const row of rowsOf(locale, phrase)) {
          for (const chosen of distinctChoices(reader, locale, phrase, row)) {
            if (hashTexts(cardContent(book, locale, phrase, row, reader, chosen)) === code) return { key: phrase.key, locale: locale.code };
          }
        }
        yield;
      }
    }
  }
  return null;
}

// SHA-256 as FIPS 180-4 has it: the browser's own is asynchronous, and absent where a page is served without TLS.
const PRIMES = [];
for (let number = 2; PRIMES.length < 64; number++) if (PRIMES.every((prime) => number % prime)) PRIMES.push(number);
const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUNDS = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));

function sha256(bytes) {
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const state = Int32Array.from(START);
  const words = new Int32Array(64);
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(block + 4 * i);
    mixBlock(state, words);
  }
  return Array.from(state, (part) => part >>> 0);
}

function mixBlock(state, words) {
  const turn = (x, count) => (x >>> count) | (x << (32 - count));
  for (let i = 16; i < 64; i++) {
    const [x, y] = [words[i - 15], words[i - 2]];
    const [low, high] = [turn(x, 7) ^ turn(x, 18) ^ (x >>> 3), turn(y, 17) ^ turn(y, 19) ^ (y >>> 10)];
    words[i] = words[i - 16] + low + words[i - 7] + high;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0;
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((part, i) => (state[i] += part));
}
