// Walks through utterances by keyboard, plays them, and plays single words.
const all = () => [...document.querySelectorAll("[data-utterance]")];
const typing = (target) => target.closest?.("input, textarea, select, audio, [contenteditable]");

let until = null;

// Events come four times a second; words are shorter.
const watch = (audio) => {
  if (until === null || audio.paused) return;
  if (audio.currentTime >= until) {
    audio.pause();
    until = null;
    return;
  }
  requestAnimationFrame(() => watch(audio));
};

const play = (utterance, from, to) => {
  const audio = utterance.querySelector("audio");
  if (!audio) return;
  for (const other of document.querySelectorAll("audio")) if (other !== audio) other.pause();
  until = to;
  const begin = () => {
    if (from !== null) audio.currentTime = from;
    audio.play().then(() => watch(audio)).catch(() => {});
  };
  if (audio.readyState > 0) begin();
  else {
    audio.addEventListener("loadedmetadata", begin, { once: true });
    audio.preload = "auto";
    audio.load();
  }
};

document.addEventListener("click", (event) => {
  const word = event.target.closest?.("[data-play-from]");
  if (!word || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  // A word cut too closely is not understood.
  play(word.closest("[data-utterance]"), Math.max(0, Number(word.dataset.playFrom) - 0.05), Number(word.dataset.playTo) + 0.05);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const list = all();
  const at = list.findIndex((one) => one.contains(document.activeElement));
  if (["j", "ArrowDown", "k", "ArrowUp"].includes(event.key) && list.length > 1) {
    const step = event.key === "j" || event.key === "ArrowDown" ? 1 : -1;
    const next = list[Math.min(list.length - 1, Math.max(0, at + step))];
    if (at < 0 && event.key.startsWith("Arrow")) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    return;
  }
  if (["j", "k"].includes(event.key) && list.length === 1) {
    document.querySelector(event.key === "j" ? "a[rel=next]" : "a[rel=prev]")?.click();
    return;
  }
  // One that has the page for itself plays from anywhere but a link or button.
  const chosen = list.length === 1 && document.activeElement === document.body ? list[0] : list[at];
  if (event.code === "Space" && chosen && (chosen === document.activeElement || at < 0)) {
    event.preventDefault();
    const audio = chosen.querySelector("audio");
    if (audio && !audio.paused) audio.pause();
    else play(chosen, null, null);
  }
});
