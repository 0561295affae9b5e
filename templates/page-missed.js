// Searches that found nothing, counted on this device where somebody asked for it: words and how often, no more. The
// twin of scripts_gen/missed.py, which reads the file.

const MISSED = "scripts-gen missed look-ups 1";
const LONGEST = 80; // characters of a search
const MOST = 500; // searches; the least wanted makes room for the next
const DIGITS = 4; // and more may be a customer's number
const REST = 2000; // milliseconds without a key after which a search has ended

const lately = { waiting: "", counted: "", timer: 0 };

function normalWords(text) {
  const words = plainWords(text.replace(/\S*@\S*/g, " ")).map(fold).join(" ");
  const short = words.replace(/[^ ]*[0-9][^ ]*(?: [^ ]*[0-9][^ ]*)*/g, (run) => (run.replace(/[^0-9]/g, "").length < DIGITS ? run : ""));
  return [...short.replace(/ +/g, " ").trim()].slice(0, LONGEST).join("").trim();
}

function isMissed(item) {
  return Array.isArray(item) && typeof item[0] === "string" && Number.isSafeInteger(item[1]) && item[1] > 0;
}

// Called with what found nothing, and with an empty text as soon as something else happens in the search.
function awaitMissed(query) {
  clearTimeout(lately.timer);
  lately.waiting = app.memory.counting === true ? normalWords(query) : "";
  if (lately.waiting) lately.timer = setTimeout(countMissed, REST);
}

// What is emptied begins anew.
function typedSearch(text) {
  awaitMissed("");
  if (!text) lately.counted = "";
}

// A word that is typed with pauses counts once, as it was in the end.
function countMissed() {
  const { waiting, counted } = lately;
  awaitMissed("");
  if (!waiting || waiting === counted) return;
  const counts = new Map(app.missed.read());
  if (counted && (waiting.startsWith(counted) || counted.startsWith(waiting))) addMissed(counts, counted, -1);
  addMissed(counts, waiting, 1);
  const others = [...counts.keys()].filter((words) => words !== waiting);
  if (counts.size > MOST) counts.delete(others.reduce((least, words) => (counts.get(words) < counts.get(least) ? words : least)));
  app.missed.write([...counts]);
  lately.counted = waiting;
}

function addMissed(counts, words, number) {
  const count = (counts.get(words) ?? 0) + number;
  if (count > 0) counts.set(words, count);
  else counts.delete(words);
}

app.countSearches = (wanted) => {
  app.memory.keep({ counting: wanted });
  awaitMissed("");
};

app.saveMissed = () => {
  const missed = app.missed.read().map(([words, count]) => ({ words, count }));
  saveFile(`missed-${today()}.json`, { format: MISSED, missed });
  announce(app.word("page_complaint_saved"));
};

app.clearMissed = () => {
  app.missed.write([]);
  renderMain();
  focusOn(document.getElementById("counting"));
  announce(app.word("page_cleared"));
};

function missedSettings(app) {
  const { length } = app.missed.read();
  const box = make("input", { type: "checkbox", id: "counting", checked: app.memory.counting === true, "aria-describedby": "counted", change: (event) => app.countSearches(event.target.checked) });
  return make(
    "section",
    null,
    make("div", { class: "choice" }, make("label", null, box, tell("span", app.word("page_missed_count")))),
    tell("p", app.word("page_missed_about"), { class: "quiet", id: "counted" }),
    length ? tell("p", app.word("page_missed_kept", { number: length })) : null,
    length ? make("div", { class: "actions" }, button(app.word("page_complaint_save"), { class: "action" }, app.saveMissed), button(app.word("page_clear"), { class: "action" }, app.clearMissed)) : null,
  );
}
