// Pages without the shell are settled as soon as they are there.
document.documentElement.setAttribute("data-ready", "");
