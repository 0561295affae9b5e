// What the page asks of its device: memory, clipboard, voice, printer, and to be kept there.

const ASK_AGAIN = 6 * 60 * 60 * 1000; // milliseconds

// --- what this device remembers: nothing that a customer said --------------------------------------------------------

function openMemory(name) {
  let stored = {};
  try {
    stored = JSON.parse(localStorage.getItem(name)) ?? {};
  } catch {
    // a browser that keeps nothing for files, or what another program wrote
  }
  const list = (value) => (Array.isArray(value) ? value.filter((key) => app.book.phrases.has(key)) : []);
  const memory = { ...stored, favourites: list(stored.favourites), used: list(stored.used), counts: { ...stored.counts } };
  memory.keep = (changes) => {
    Object.assign(memory, changes);
    try {
      localStorage.setItem(name, JSON.stringify(memory));
    } catch {
      // then it lasts as long as the page does
    }
  };
  memory.recent = (count) => memory.used.slice(0, count);
  memory.mostUsed = (count) => {
    const often = Object.keys(memory.counts).filter((key) => app.book.phrases.has(key) && memory.counts[key] > 1);
    return often.sort((a, b) => memory.counts[b] - memory.counts[a] || (a < b ? -1 : 1)).slice(0, count);
  };
  memory.use = (key) => {
    memory.keep({ used: [key, ...memory.used.filter((other) => other !== key)].slice(0, 30), counts: { ...memory.counts, [key]: (Number(memory.counts[key]) || 0) + 1 } });
  };
  return memory;
}

// A list with an item of its own in what the device keeps, read anew each time: another window may have added to it.
// Where nothing is kept, it lasts as long as the page does; ``write`` and ``isKept`` tell.
function openList(name, isItem) {
  let held = null;
  return {
    read() {
      try {
        const stored = held ?? JSON.parse(localStorage.getItem(name));
        return Array.isArray(stored) ? stored.filter(isItem) : [];
      } catch {
        return [];
      }
    },
    write(items) {
      try {
        if (items.length) localStorage.setItem(name, JSON.stringify(items));
        else localStorage.removeItem(name);
        held = null;
      } catch {
        held = items;
      }
      return held === null;
    },
    isKept: () => held === null,
  };
}

function saveFile(name, value) {
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(value, null, 1)}\n`], { type: "application/json" }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// --- copy, voice, print -----------------------------------------------------------------------------------------------

function wordingNow(phrase, blank) {
  const row = chooseRow(rowsOf(app.customer, phrase), app.chosen);
  return plainText(wordingPieces(app.book, app.customer, phrase, row, app.typed, app.staff), blank);
}

app.copy = async (phrase) => {
  const text = wordingNow(phrase, () => "____");
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch {
    done = copyTheOldWay(text);
  }
  announce(app.word(done ? "page_copied" : "page_copy_failed"));
};

function copyTheOldWay(text) {
  const area = make("textarea", { class: "away", "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

// Only voices of this device: others send what they say to a server.
app.voice = (locale) => {
  const wanted = new Set([locale.code, ...locale.aliases].map((name) => name.split("_")[0]));
  const voices = window.speechSynthesis?.getVoices() ?? [];
  return voices.find((voice) => voice.localService && wanted.has(voice.lang.split(/[-_]/)[0])) ?? null;
};

app.listen = (phrase) => {
  if (speechSynthesis.speaking) return speechSynthesis.cancel();
  const voice = app.voice(app.customer);
  const speech = new SpeechSynthesisUtterance(plainOf(wordingNow(phrase, () => "…")));
  Object.assign(speech, { voice, lang: voice.lang, rate: 0.9, onstart: () => label("page_stop"), onend: () => label("page_listen"), onerror: () => label("page_listen") });
  const label = (name) => document.getElementById("listen")?.replaceChildren(app.word(name).text);
  return speechSynthesis.speak(speech);
};

app.print = (phrase) => {
  const sheet = paperCard(app, phrase);
  document.body.append(sheet);
  fitPaper(sheet);
  window.addEventListener("afterprint", () => sheet.remove(), { once: true });
  window.print();
};

// Elements that come with their text already in them are often not read out, so all is told in one that is always there.
function announce(text, attributes) {
  const live = document.getElementById("told");
  live.replaceChildren(tell("span", text, attributes));
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => live.replaceChildren(), 4000);
}

// --- kept on the device ----------------------------------------------------------------------------------------------

// Where the page came from a host with its worker: keep it, and say when a new edition has come.
async function keepOnDevice() {
  const { worker } = document.documentElement.dataset;
  if (!worker || !navigator.serviceWorker) return;
  const policy = window.trustedTypes?.createPolicy("page", { createScriptURL: (address) => address });
  let known = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    const first = !known;
    known = true;
    if (first || document.getElementById("news")) return;
    const reload = button(app.word("page_reload"), { class: "action main" }, () => location.reload());
    document.body.prepend(make("div", { id: "news", role: "status" }, tell("span", app.word("page_new_edition")), reload));
  });
  try {
    const kept = await navigator.serviceWorker.register(policy ? policy.createScriptURL(worker) : worker);
    setInterval(() => kept.update().catch(() => {}), ASK_AGAIN); // a till may stay open for weeks
  } catch {
    // a host or a browser that lets nothing be kept: the page works while it is there
  }
}
