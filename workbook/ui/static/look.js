// Carries ladder.css into JupyterLab; on our own page the stylesheet is linked already.
export default { render({ el }) { el.hidden = true; } };
