// Switches on what the design system's components do with a script. Every page works without it.
import { initAll } from "../frontend/frontend.js";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
initAll();
