/** The nodes of a sentence in which backticks mark code. */
export const prose = (sentence) =>
  sentence.split("`").map((part, nth) => {
    if (nth % 2 === 0) return part;
    const code = document.createElement("code");
    code.textContent = part;
    return code;
  });
