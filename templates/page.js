// The page: what staff chose, where they are, what they typed.

const SLICE = 12; // milliseconds: shorter than a frame, so that typing never waits
const SHOWN = 20; // hits at most
const WORTH = 0.5; // of the best hit's score: what is worth less only shares some letters
const UNSEEN = { class: "unseen" };

const app = {
  typed: { __proto__: null }, // a blank may have any name
  query: "",
  role: "",
  situation: "",
  chosen: {},
  turned: false,
  word: (key, values) => word(app.book, app.staff, key, values),
  date: (day) => formatValue(app.staff, "date", day) ?? day,
};

function preferredLocale(asked, fallback) {
  const known = app.book.locales;
  const names = new Map([...known.values()].flatMap(({ code, aliases }) => [code, ...aliases].map((name) => [name.split("_")[0], code])));
  const wanted = [asked, ...(navigator.languages ?? []).map((tag) => names.get(tag.split("-")[0])), fallback];
  return known.get(wanted.find((code) => known.has(code))) ?? known.values().next().value;
}

// --- choices ----------------------------------------------------------------------------------------------------------

app.chooseStaff = (code) => {
  app.staff = app.book.locales.get(code);
  app.isNew = false;
  app.memory.keep({ staff: code });
  renderAll();
  focusOn(document.querySelector("input[name=staff]:checked"));
};

app.chooseCustomer = (code) => {
  app.customer = app.book.locales.get(code);
  app.memory.keep({ customer: code });
  renderAll();
  focusOn(document.querySelector(".languages [aria-pressed=true]"));
};

app.choose = (axis, value) => {
  app.chosen = { ...app.chosen, [axis]: value };
  if (axis === "speaker") app.memory.keep({ speaker: value });
  refreshPhrase();
};

app.type = (name, value) => {
  const { [name]: _, ...others } = app.typed;
  app.typed = { __proto__: null, ...others, ...(value ? { [name]: value } : {}) };
  refreshPhrase();
};

app.favour = (phrase) => {
  const { favourites } = app.memory;
  const kept = favourites.includes(phrase.key);
  app.memory.keep({ favourites: kept ? favourites.filter((key) => key !== phrase.key) : [...favourites, phrase.key] });
  document.getElementById("favourite").replaceWith(favouriteButton(app, phrase));
  document.getElementById("favourite").focus();
};

app.forget = () => {
  app.memory.keep({ favourites: [], used: [], counts: {} });
  renderMain();
  focusOn(document.getElementById("forget"));
  announce(app.word("page_cleared"));
};

app.turn = () => {
  app.turned = !app.turned;
  app.memory.keep({ turned: app.turned });
  renderMain();
  focusOn(document.getElementById("turn"));
};

// The pocket of the role; for all roles together, what most of them carry.
app.pocket = () => {
  const role = app.book.roles.get(app.role);
  if (role) return role.pocket;
  const counts = new Map();
  for (const { pocket } of app.book.roles.values()) for (const key of pocket) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || app.book.phrases.get(a).place - app.book.phrases.get(b).place).slice(0, 12);
};

// --- search -----------------------------------------------------------------------------------------------------------

// Begins when the first screen is drawn; whoever types before it is ready gets an answer when it is.
function startIndex() {
  app.ready = (async () => {
    await pause();
    app.index = newIndex(searchDocuments(app.book));
    while (!growIndex(app.index, SLICE)) await pause();
  })();
}

async function findPhrases() {
  const query = app.query;
  await app.ready;
  if (query !== app.query) return;
  const hits = rank(query, app.index, { first: app.staff.code });
  const reached = hits.filter(({ key }) => isKept(key));
  const kept = reached.filter(({ score }, place) => place < SHOWN && score >= reached[0].score * WORTH).map(({ key }) => key);
  const parts = [kept.length ? phraseList(app, kept, { ordered: true }) : null];
  if (reached.length < hits.length && kept.length < 5) parts.unshift(liftPanel());
  if (!hits.length) parts.push(nearPanel(query));
  showResults(parts, app.word(hits.length ? "page_found" : "page_nothing", { number: kept.length }));
  const code = normalCode(query);
  const isCode = code && /[\d-]/.test(query);
  awaitMissed(hits.length || isCode ? "" : query);
  if (!code) return;
  // Most words of eight letters might be codes, so the phrases never wait for the answer.
  const found = await askCode(app.book, code, app.staff.code);
  if (query !== app.query || !(found || isCode)) return;
  awaitMissed("");
  if (!hits.length) document.getElementById("results")?.replaceChildren();
  document.getElementById("results")?.prepend(cardPanel(app, code, found));
  announce(verdict(app, found), UNSEEN);
}

function isKept(key) {
  const { situation } = app.book.phrases.get(key);
  const role = app.book.roles.get(app.role);
  return (!app.situation || situation.key === app.situation) && (!role || role.situations.has(situation.key));
}

function liftPanel() {
  const lift = () => {
    Object.assign(app, { role: "", situation: "" });
    renderAll();
    focusOn(null);
  };
  const told = app.role ? [tell("span", app.word("page_only_role")), " "] : [];
  return make("p", { class: "lift" }, told, button(app.word(app.role ? "page_all_roles" : "page_all_situations"), { class: "action" }, lift));
}

// Nobody knows which language a word of the index is in.
function nearPanel(query) {
  const words = nearestWords(query);
  const buttons = words.map((near) => make("button", { type: "button", class: "action", lang: "", dir: "auto", click: () => searchFor(near) }, near));
  return words.length ? make("p", { class: "near" }, tell("span", app.word("page_nearest")), buttons) : null;
}

function nearestWords(query) {
  return nearest(query, app.index.words.keys(), 3);
}

function searchFor(text) {
  search(text);
  focusOn(null);
}

function search(text) {
  document.getElementById("search").value = text;
  app.query = text;
  typedSearch(text);
  renderMain();
}

function showResults(parts, told) {
  const screen = document.getElementById("results");
  if (!screen) return;
  screen.replaceChildren(tell("p", told, { id: "count", class: "quiet" }), ...parts.filter(Boolean));
  announce(told, UNSEEN);
}

// --- the frame --------------------------------------------------------------------------------------------------------

function renderAll() {
  const { staff } = app;
  Object.assign(document.documentElement, { lang: staff.tag, dir: staff.dir });
  document.getElementById("frame").replaceWith(frame());
  edges.disconnect();
  for (const bar of document.querySelectorAll(".languages, .urgent")) edges.observe(bar);
  renderMain();
}

// What has the focus must not be scrolled under what sticks to the edges of the screen.
const edges = new ResizeObserver(() => {
  const heights = [".languages", ".urgent"].map((bar) => `${(document.querySelector(bar)?.offsetHeight ?? 0) + 8}px`);
  document.documentElement.style.scrollPaddingBlock = heights.join(" ");
});

function frame() {
  return make("div", { id: "frame" }, make("header", null, languageBar(), searchBar()), make("main", { id: "main", tabindex: "-1" }), urgentBar());
}

function languageBar() {
  const buttons = [...app.book.locales.values()].map((locale) =>
    make("button", { type: "button", lang: locale.tag, dir: locale.dir, "aria-pressed": String(locale === app.customer), click: () => app.chooseCustomer(locale.code) }, locale.name),
  );
  return make("div", { class: "languages", role: "group", "aria-label": app.word("page_customer").text }, buttons);
}

function searchBar() {
  const { book, staff } = app;
  const input = make("input", { id: "search", type: "search", dir: "auto", autocomplete: "off", autocapitalize: "none", spellcheck: "false", enterkeyhint: "search", "aria-describedby": "hint", input: (event) => typeQuery(event.target.value), keydown: searchKey, blur: countMissed });
  input.value = app.query;
  const roles = [["", app.word("page_all_roles")], ...[...book.roles.keys()].map((key) => [key, guide(book, staff, `role.${key}#title`)])];
  const reached = book.roles.get(app.role)?.situations;
  const situations = [...book.situations.keys()].filter((key) => !reached || reached.has(key)).map((key) => [key, guide(book, staff, `${key}#title`)]);
  return make(
    "search",
    null,
    make(
      "div",
      { class: "query" },
      tell("label", app.word("page_search"), { for: "search" }),
      input,
      tell("a", app.word("page_settings"), { class: "settings", href: "#/settings" }),
      tell("span", app.word("page_search_hint"), { id: "hint", class: "hint" }),
    ),
    make(
      "div",
      { class: "filters" },
      selectBox("role", app.word("page_role"), roles, app.role, chooseRole),
      selectBox("situation", app.word("page_situation"), [["", app.word("page_all_situations")], ...situations], app.situation, chooseSituation),
    ),
  );
}

function selectBox(id, label, options, chosen, choose) {
  const items = options.map(([value, text]) => tell("option", text, { value, selected: value === chosen }));
  return make("span", { class: "select" }, tell("label", label, { for: id }), make("select", { id, change: (event) => choose(event.target.value) }, items));
}

function chooseRole(key) {
  app.role = key;
  app.memory.keep({ role: key, receiver: key });
  if (app.draft) app.draft.role = key;
  if (app.situation && !isKept(app.book.situations.get(app.situation).keys[0])) app.situation = "";
  goHome();
  renderAll();
  document.getElementById("role").focus();
}

function chooseSituation(key) {
  app.situation = key;
  goHome();
  renderMain();
}

function typeQuery(text) {
  app.query = text.trim();
  typedSearch(app.query);
  goHome();
  renderMain();
}

function goHome() {
  if (location.hash && location.hash !== "#") history.replaceState(null, "", "#");
}

function searchKey(event) {
  if (event.key === "Escape" && app.query) {
    event.preventDefault();
    search("");
  } else if (event.key === "Enter" || event.key === "ArrowDown") {
    const first = document.querySelector("main a.entry");
    if (!first) return;
    event.preventDefault();
    if (event.key === "Enter" && app.query) location.hash = first.getAttribute("href");
    else first.focus();
  }
}

function urgentBar() {
  const { emergency, fetch } = app.book.urgent;
  if (!emergency && !fetch) return null;
  return make(
    "footer",
    { class: "urgent" },
    emergency ? tell("a", app.word("page_emergency"), { class: "emergency", href: "#/emergency" }) : null,
    fetch ? make("a", { class: "fetch", href: `#/show/${fetch}` }, make("span", null, tell("span", app.word("page_fetch")), " ", tell("bdi", autonym(app.customer)))) : null,
  );
}

// --- where one is -----------------------------------------------------------------------------------------------------

function readHash() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return ""; // cut off on its way here
  }
}

function route() {
  const hash = readHash();
  const [, screen = "", key = ""] = /^\/(\w+)\/?(.*)$/.exec(hash) ?? [];
  const phrase = app.book.phrases.get(key);
  if ((screen === "phrase" || screen === "show") && phrase) return { screen, phrase };
  if (screen === "emergency" && app.book.urgent.emergency) return { screen };
  if (screen === "complaint" && app.book.complaints.length) return { screen, about: phrase };
  if (screen === "settings") return { screen };
  if (hash && !screen && normalCode(hash)) return { screen: "card", code: normalCode(hash) };
  return { screen: "home" };
}

function renderMain() {
  const { screen, phrase, about: subject, code } = route();
  const main = document.getElementById("main");
  document.body.dataset.screen = screen;
  if (screen === "phrase" || screen === "show") {
    main.replaceChildren(...(screen === "show" ? showScreen : phraseScreen)(app, phrase).flat().filter(Boolean));
    refreshPhrase();
  } else if (screen === "card") {
    const holder = make("div");
    main.replaceChildren(backLink(app), holder);
    askCode(app.book, code, app.staff.code).then((found) => {
      if (!holder.isConnected) return;
      holder.replaceChildren(cardPanel(app, code, found, "h1"));
      announce(verdict(app, found), UNSEEN);
    });
  } else if (screen === "home" && app.query) {
    main.replaceChildren(tell("h1", app.word("page_search"), UNSEEN), make("div", { id: "results" }));
    findPhrases();
  } else if (screen === "home" && app.situation) {
    main.replaceChildren(...situationScreen(app, app.book.situations.get(app.situation), app.book.situations.get(app.situation).keys));
  } else {
    const screens = { home: homeScreen, emergency: emergencyScreen, settings: settingsScreen, complaint: complaintScreen };
    main.replaceChildren(...screens[screen](app, subject).flat().filter(Boolean));
  }
  const about = phrase ? plainText(meaningOf(app.book, app.staff, phrase, app.chosen, {}).pieces) : code ? showCode(code) : (screen === "home" && app.query) || main.querySelector("h1:not(.unseen)")?.textContent;
  document.title = [about, app.book.title].filter(Boolean).join(" · ");
  fitStage();
}

// What a field or a choice of speaker changes: never the field itself, which keeps its focus.
function refreshPhrase() {
  const { screen, phrase } = route();
  const wording = document.getElementById("wording");
  if (wording) {
    wording.replaceChildren(...showWording(app, phrase));
    const told = approvalText(app, phrase);
    document.getElementById("approval").replaceChildren(...(told ? [tell("span", told)] : []));
  } else if (screen === "show") {
    document.getElementById("main").replaceChildren(...showScreen(app, phrase).flat().filter(Boolean));
    fitStage();
  }
}

function moved() {
  const { screen, phrase } = route();
  if (phrase && phrase.key !== moved.key) app.typed = { __proto__: null };
  if (phrase && phrase.key !== moved.key) app.memory.use(phrase.key);
  moved.key = phrase?.key;
  window.speechSynthesis?.cancel();
  renderAll();
  window.scrollTo(0, 0);
  fillScreen(screen === "show");
  focusOn(document.querySelector("main h1[tabindex]") ?? (screen === "home" ? null : document.getElementById("main")));
}

// The search where nothing else is meant, but for a finger: it would bring up a keyboard that nobody asked for.
function focusOn(element) {
  (element ?? document.getElementById(hasKeys() ? "search" : "main")).focus({ preventScroll: true });
}

function hasKeys() {
  return matchMedia("(pointer: fine)").matches;
}

async function fillScreen(wanted) {
  try {
    if (wanted && !document.fullscreenElement) await document.documentElement.requestFullscreen();
    if (!wanted && document.fullscreenElement) await document.exitFullscreen();
  } catch {
    // a telephone without it, or nobody touched anything: the page then fills its window
  }
}

// Arrow keys go through a list of phrases, Escape goes back to the search.
function moveByKey(event) {
  if (event.defaultPrevented) return; // the search has done it
  if (event.key === "Escape" && event.target.id !== "search") {
    if (route().screen === "show") location.hash = `#/phrase/${route().phrase.key}`;
    else if (location.hash) location.hash = "#";
    document.getElementById("search").focus();
  }
  const links = [...document.querySelectorAll("main a.entry")];
  const place = links.indexOf(document.activeElement);
  if (place < 0 || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  event.preventDefault();
  const next = place + (event.key === "ArrowDown" ? 1 : -1);
  (links[next] ?? (next < 0 ? document.getElementById("search") : links[place])).focus();
}

// --- start ------------------------------------------------------------------------------------------------------------

async function start() {
  app.book = await readBook(document.getElementById("book").textContent);
  const name = ["scripts-gen", app.book.title, app.book.opening.site].filter(Boolean).join(" "); // sites may share a host
  app.memory = openMemory(name);
  app.complaints = openList(`${name} complaints`, isComplaint);
  app.missed = openList(`${name} missed`, isMissed);
  const { memory, book } = app;
  app.isNew = !book.locales.has(memory.staff);
  app.staff = preferredLocale(app.isNew ? book.opening.staff : memory.staff, book.source);
  const foreign = [...book.locales.keys()].find((code) => code !== app.staff.code);
  app.customer = book.locales.get(memory.customer) ?? book.locales.get(foreign) ?? app.staff;
  app.role = [memory.role, book.opening.role].find((key) => key === "" || book.roles.has(key)) ?? ""; // "" is a choice, too
  app.turned = memory.turned === true;
  if (memory.speaker) app.chosen = { speaker: memory.speaker };
  window.addEventListener("hashchange", moved);
  window.addEventListener("pagehide", countMissed);
  document.addEventListener("keydown", moveByKey);
  window.speechSynthesis?.addEventListener?.("voiceschanged", () => document.getElementById("listen")?.toggleAttribute("hidden", !app.voice(app.customer)));
  renderAll();
  if (hasKeys() && route().screen === "home") document.getElementById("search").focus();
  startIndex();
  keepOnDevice();
}

// A browser too old for this shows what it would show without a program at all.
function showPlain(error) {
  const policy = window.trustedTypes?.createPolicy("page", { createHTML: (text) => text });
  const text = document.getElementById("plain").textContent;
  const plain = new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, "text/html");
  document.body.replaceChildren(...plain.body.childNodes);
  throw error;
}

start().catch(showPlain);
