// What the customer reads: the wording on the whole screen, and one card on paper.

function showScreen(app, phrase) {
  const { book, staff, customer, chosen, typed } = app;
  const rows = rowsOf(customer, phrase);
  if (!rows.length) return phraseScreen(app, phrase);
  const row = chooseRow(rows, chosen);
  const tongue = { lang: customer.tag, dir: customer.dir };
  const meant = make("p", { class: "meant", role: "status" });
  const meaning = customer === staff ? null : meaningOf(book, staff, phrase, { ...chosen, ...row.variant }, typed);
  if (meaning) meant.append(make("span", { lang: meaning.lang, dir: meaning.dir }, showPieces(meaning.pieces)));
  const answers = answersOf(app, phrase).map(([shown, told]) =>
    make("button", { type: "button", "aria-pressed": "false", ...tongue, click: (event) => point(event.currentTarget, meant, told ?? shown, staff) }, shown),
  );
  const room = make("div", { class: "room" }, make("h1", { class: "huge", tabindex: "-1", ...tongue }, showPieces(wordingPieces(book, customer, phrase, row, typed, staff))));
  fitting.disconnect();
  for (const element of [room, room.firstElementChild]) fitting.observe(element);
  return [
    make(
      "div",
      { class: app.turned ? "stage turned" : "stage", id: "stage" },
      row.status ? tell("p", app.word("draft"), { class: "draft" }) : null,
      room,
      answers.length ? make("div", { class: "pointing", role: "group", "aria-label": app.word("answers").text }, answers) : null,
    ),
    make(
      "div",
      { class: "strip" },
      meant,
      make(
        "div",
        { class: "actions" },
        tell("a", app.word("page_close"), { class: "action main", href: `#/phrase/${phrase.key}` }),
        button(app.word("page_turn"), { class: "action", id: "turn", "aria-pressed": String(app.turned) }, app.turn),
        listenButton(app, phrase),
      ),
    ),
  ];
}

// The customer touches an answer: it stays marked, and staff read what it means.
function point(chosen, meant, told, staff) {
  for (const other of chosen.parentElement.children) other.setAttribute("aria-pressed", String(other === chosen));
  meant.replaceChildren(make("strong", { lang: staff.tag, dir: "auto" }, told));
}

const SMALLEST_SHOWN = 20, LARGEST_SHOWN = 200;
const fitting = new ResizeObserver(() => requestAnimationFrame(fitStage));

// Makes the wording as large as its room takes, in whole words; for what is too long at the smallest size the room grows.
function fitStage() {
  const room = document.querySelector(".room");
  const text = room?.firstElementChild;
  if (!text) return;
  const fits = (size) => {
    text.style.setProperty("font-size", `${size}px`);
    return text.scrollWidth <= room.clientWidth && text.scrollHeight <= room.clientHeight;
  };
  room.classList.remove("long");
  let [least, most] = [SMALLEST_SHOWN, LARGEST_SHOWN];
  while (most - least > 1) {
    const middle = (least + most) >> 1;
    if (fits(middle)) least = middle;
    else most = middle;
  }
  if (!fits(least)) room.classList.add("long");
}

// --- on paper ---------------------------------------------------------------------------------------------------------

function paperCard(app, phrase) {
  const { book, staff, customer, chosen, typed } = app;
  const row = chooseRow(rowsOf(customer, phrase), chosen);
  const pieces = wordingPieces(book, customer, phrase, row, typed, staff);
  const meaning = customer === staff ? null : meaningOf(book, staff, phrase, { ...chosen, ...row.variant }, typed);
  const sounds = meaning ? soundPieces(book, customer, phrase, row, typed, staff) : [];
  const filled = Object.keys(typed).length > 0;
  const code = filled || row.status ? "" : showCode(hashTexts(cardContent(book, customer, phrase, row, staff, chosen)));
  const card = make(
    "article",
    { class: "paper", lang: staff.tag, dir: staff.dir },
    make("header", null, tell("span", guide(book, staff, `${phrase.situation.key}#title`)), make("bdi", null, `${phrase.situation.number}.${phrase.number}`)),
    make("p", { class: "wording", lang: customer.tag, dir: customer.dir }, showPieces(pieces)),
    sounds.length ? make("p", { class: "sound", lang: `${customer.tag}-Latn`, dir: "ltr" }, showPieces(sounds)) : null,
    meaning ? make("p", { class: "meaning", lang: meaning.lang, dir: meaning.dir }, showPieces(meaning.pieces)) : null,
    make("footer", null, make("bdi", null, book.organisation.organisation), row.status ? tell("strong", app.word("draft")) : null, make("bdi", { dir: "ltr" }, code), make("bdi", { dir: "ltr" }, book.edition)),
  );
  card.style.setProperty("--group", book.groups[phrase.situation.group][1]);
  return card;
}

const PAPER_HEIGHT = (126 / 25.4) * 96; // of 132 mm: paper and screen do not break every line alike
const PAPER_SIZES = [26, 22, 19, 16, 14, 12, 10]; // points

// Makes the wording as large as its card takes, once the card is in the document.
function fitPaper(card) {
  PAPER_SIZES.find((size) => {
    card.style.setProperty("--size", `${size}pt`);
    return card.offsetHeight <= PAPER_HEIGHT && card.scrollWidth <= card.clientWidth;
  });
}

// --- a card in the hand -----------------------------------------------------------------------------------------------

// Tells what is known of a code: {current, key, locale, row}; the search in the texts goes on in slices.
async function askCode(book, code, staff) {
  const [current, keys, locale] = book.cards[showCode(code)] ?? [];
  if (keys) return { current: Boolean(current), keys, locale };
  const search = searchCode(book, code, staff);
  let until = performance.now() + SLICE;
  for (let step = search.next(); ; step = search.next()) {
    if (step.done) return step.value && { current: true, keys: [step.value.key], locale: step.value.locale };
    if (performance.now() > until) {
      await pause();
      until = performance.now() + SLICE;
    }
  }
}

function pause() {
  return new Promise((resolve) => setTimeout(resolve));
}

function verdict(app, found) {
  return app.word(found ? (found.current ? "page_card_current" : "page_card_old") : "page_card_unknown");
}

function cardPanel(app, code, found, heading = "h2") {
  return make(
    "section",
    { class: `panel card ${found?.current ? "good" : "bad"}` },
    make(heading, { class: "code" }, make("bdi", { lang: "", dir: "ltr" }, showCode(code))),
    tell("p", verdict(app, found), { class: "verdict" }),
    found ? phraseList(app, found.keys, { spoken: app.book.locales.get(found.locale) }) : null,
  );
}
