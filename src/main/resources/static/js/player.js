// Marks the word that a recording is at, and jumps to a word that is clicked.
const words = new WeakMap();

const wordsOf = (player) => {
  if (!words.has(player)) {
    const found = [...player.querySelectorAll("[data-start]")];
    words.set(player, { found, starts: found.map((word) => Number(word.dataset.start)), at: -1 });
  }
  return words.get(player);
};

// Index of the last word that has begun by then, -1 before the first.
const indexAt = (starts, time) => {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

const follow = (player, audio) => {
  const list = wordsOf(player);
  const index = indexAt(list.starts, audio.currentTime + 0.02);
  if (index === list.at) return;
  list.found[list.at]?.classList.remove("word-now");
  list.at = index;
  const word = list.found[index];
  if (!word) return;
  word.classList.add("word-now");
  const box = word.getBoundingClientRect();
  if (!audio.paused && (box.top < 120 || box.bottom > innerHeight - 40)) {
    word.scrollIntoView({ block: "center" });
  }
};

const audioOf = (event) => (event.target instanceof HTMLAudioElement ? event.target : null);

for (const kind of ["timeupdate", "seeked", "play"]) {
  document.addEventListener(
    kind,
    (event) => {
      const audio = audioOf(event);
      const player = audio?.closest("[data-player]");
      if (!player) return;
      follow(player, audio);
      // Events come four times a second; words are shorter.
      if (kind === "play") {
        const tick = () => {
          follow(player, audio);
          if (!audio.paused && audio.isConnected) requestAnimationFrame(tick);
        };
        requestAnimationFrame(tick);
      }
    },
    true,
  );
}

document.addEventListener("click", (event) => {
  const word = event.target.closest?.("[data-player] [data-start]");
  if (!word || String(getSelection())) return;
  const audio = word.closest("[data-player]").querySelector("audio");
  audio.currentTime = Number(word.dataset.start);
  audio.play().catch(() => {});
});

// A place without words plays from there; without this the link opens the recording at it.
document.addEventListener("click", (event) => {
  const place = event.target.closest?.("[data-player] [data-jump]");
  if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const audio = place.closest("[data-player]").querySelector("audio");
  audio.currentTime = Number(place.dataset.jump);
  audio.play().catch(() => {});
});

// Space plays and stops wherever no control has the focus; a passage that was clicked or led to is none.
document.addEventListener("keydown", (event) => {
  const audio = document.querySelector("[data-player] audio");
  if (!audio || event.code !== "Space") return;
  if (event.target !== document.body && !event.target.matches("[data-passage]")) return;
  event.preventDefault();
  if (audio.paused) audio.play().catch(() => {});
  else audio.pause();
});
