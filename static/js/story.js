// The demo's story is told until it is closed; a cookie remembers.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-story-off]")) document.cookie = "boussole_story=off; path=/; max-age=31536000; samesite=lax";
});
