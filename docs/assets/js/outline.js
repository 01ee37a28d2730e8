/** Marks the entries, in the outline and on the rail, of the section that is being read. */

const entries = new Map();
for (const link of document.querySelectorAll(".outline a, .rail a")) {
  const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (section) entries.set(section, [...(entries.get(section) ?? []), link]);
}
const visible = new Set();
const observer = new IntersectionObserver(
  (changes) => {
    for (const change of changes) {
      if (change.isIntersecting) visible.add(change.target);
      else visible.delete(change.target);
    }
    const current = [...entries.keys()].find((section) => visible.has(section));
    for (const [section, links] of entries) {
      for (const link of links) {
        if (section !== current) link.removeAttribute("aria-current");
        else if (!link.hasAttribute("aria-current")) {
          link.setAttribute("aria-current", "location");
          const rail = link.closest(".rail");
          if (rail) rail.scrollLeft = link.offsetLeft - rail.clientWidth / 3;
        }
      }
    }
  },
  { rootMargin: "-130px 0px -60% 0px" },
);
for (const section of entries.keys()) observer.observe(section);
