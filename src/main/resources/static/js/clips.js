// Plays clips: a part of a recording each. Space plays the row that has the focus, or the page's clip.
let until = Infinity;

const player = () => document.querySelector("[data-clip-player] audio");
const failed = (problem) => {
  // Another clip was chosen before this one began.
  if (problem.name === "AbortError") return;
  const text = encodeURIComponent(document.body.dataset.connectionFailed);
  document.dispatchEvent(new CustomEvent("toast", { detail: { kind: "error", text } }));
};

const wake = () => {
  for (const button of document.querySelectorAll("[data-clip-play][hidden]")) button.hidden = false;
};
wake();
document.addEventListener("htmx:afterSettle", wake);

function play(link) {
  const audio = player();
  if (!audio) return;
  const { clip, from, to } = link.dataset;
  if (audio.dataset.now === clip + from && !audio.paused) {
    audio.pause();
    return;
  }
  audio.closest("[data-clip-player]").hidden = false;
  if (audio.dataset.file !== clip) audio.src = clip;
  audio.dataset.file = clip;
  audio.dataset.now = clip + from;
  until = Number(to);
  audio.currentTime = Number(from);
  audio.play().catch(failed);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-clip-play]");
  if (button) play(button.closest("tr").querySelector("[data-clip]"));
});

// A list plays one clip, not what comes after it.
document.addEventListener(
  "timeupdate",
  (event) => {
    const audio = event.target;
    if (audio === player() && audio.currentTime >= until) {
      until = Infinity;
      audio.pause();
    }
    const page = audio.closest?.("[data-clip-page]");
    if (page) mark(page, audio);
  },
  true,
);

function mark(page, audio) {
  const from = Number(page.dataset.from);
  const share = (audio.currentTime - from) / Math.max(0.01, Number(page.dataset.to) - from);
  const line = page.querySelector(".wave-now");
  line.hidden = !(share >= 0 && share <= 1);
  line.style.setProperty("--at", share);
}

// A click on the waveform plays from there, and is where the clip would be split.
document.addEventListener("click", (event) => {
  const picture = event.target.closest?.("[data-clip-page] .wave-large");
  if (!picture) return;
  const page = picture.closest("[data-clip-page]");
  const box = picture.getBoundingClientRect();
  const from = Number(page.dataset.from);
  const at = ((event.clientX - box.left) / box.width) * (Number(page.dataset.to) - from);
  const audio = page.querySelector("audio");
  audio.currentTime = from + at;
  const cut = document.querySelector("[data-clip-cut]");
  if (cut) cut.value = Math.min(Number(cut.max), Math.max(Number(cut.min), at)).toFixed(3);
  mark(page, audio);
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, button, audio, [popover], dialog")) return;
  const page = document.querySelector("[data-clip-page]");
  if (page && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    document.querySelector(`main a[rel=${event.key === "ArrowLeft" ? "prev" : "next"}]`)?.click();
    event.preventDefault();
  }
  if (event.code !== "Space") return;
  const link = event.target.closest?.("tr")?.querySelector("[data-clip]");
  if (link) play(link);
  else if (page) {
    const audio = page.querySelector("audio");
    if (audio.paused) audio.play().catch(failed);
    else audio.pause();
  } else return;
  event.preventDefault();
});
