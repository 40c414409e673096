/** The longest question the copilot's box takes, in UTF-16 code units. Apart from the messages, so that the page need not carry their validation. */
export const longestQuestion = 20_000;
