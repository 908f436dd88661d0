// The pages as they are shown, handed to the browser's own printing.

window.addEventListener("load", () => window.print());
