// Every word of the chat's own surface, German and English side by side, and which language to speak.
// What the receptionist says comes from the server; nothing of it stands here.

const TABLE = {
  de: {
    locale: "de-DE",
    invite: "Fragen Sie uns",
    open: "Fragen Sie uns: Chat öffnen",
    openUnread: (n) => (n === 1 ? "Chat öffnen, eine neue Nachricht" : `Chat öffnen, ${n} neue Nachrichten`),
    close: "Chat schließen",
    title: "Ihr Chat mit uns",
    assistant: "KI-Assistentin",
    team: "Team",
    answering: (name) => `${name} antwortet Ihnen persönlich`,
    you: "Sie",
    log: "Gesprächsverlauf",
    input: "Ihre Nachricht",
    placeholder: "Nachricht schreiben …",
    send: "Senden",
    choices: "Antworten zur Auswahl",
    links: "Links zu dieser Nachricht",
    pending: "Wird gesendet …",
    acked: "Gesendet",
    failed: "Nicht gesendet",
    retry: "Erneut senden",
    connecting: "Verbindung wird hergestellt …",
    offline: "Gerade keine Verbindung. Sie können weiterschreiben; wir senden alles, sobald sie wieder da ist.",
    refused: "Der Chat ist auf dieser Seite leider nicht verfügbar. Bitte rufen Sie uns an.",
    back: "Die Verbindung ist wieder da.",
    newMessages: "Neue Nachrichten",
    today: "Heute",
    yesterday: "Gestern",
    left: (n) => (n === 1 ? "Noch 1 Zeichen" : `Noch ${n} Zeichen`),
    tooLarge: "Diese Nachricht ist zu lang. Bitte teilen Sie sie auf.",
    tooFast: "Das ging etwas zu schnell. Bitte warten Sie einen Moment.",
    trouble: "Das hat leider nicht geklappt. Bitte versuchen Sie es noch einmal.",
    footnote: "Sie schreiben mit einer KI. Im Notfall rufen Sie bitte sofort den Notruf.",
    privacy: "Datenschutz",
  },
  en: {
    locale: "en-GB",
    invite: "Ask us",
    open: "Ask us: open chat",
    openUnread: (n) => (n === 1 ? "Open chat, one new message" : `Open chat, ${n} new messages`),
    close: "Close chat",
    title: "Chat with us",
    assistant: "AI assistant",
    team: "Team",
    answering: (name) => `${name} is answering in person`,
    you: "You",
    log: "Conversation",
    input: "Your message",
    placeholder: "Write a message …",
    send: "Send",
    choices: "Suggested replies",
    links: "Links for this message",
    pending: "Sending …",
    acked: "Sent",
    failed: "Not sent",
    retry: "Send again",
    connecting: "Connecting …",
    offline: "No connection just now. Keep writing; everything will be sent as soon as it is back.",
    refused: "Sorry, the chat is not available on this page. Please give us a call.",
    back: "You are connected again.",
    newMessages: "New messages",
    today: "Today",
    yesterday: "Yesterday",
    left: (n) => (n === 1 ? "1 character left" : `${n} characters left`),
    tooLarge: "That message is too long. Please split it in two.",
    tooFast: "That was a little too quick. Please wait a moment.",
    trouble: "Sorry, that did not work. Please try again.",
    footnote: "You are writing with an AI. In an emergency, please call the emergency number at once.",
    privacy: "Privacy",
  },
};

const TROUBLE_BY_CODE = [
  [/large|long|size/, "tooLarge"],
  [/rate|fast|many|flood|throttl/, "tooFast"],
];

/** The first of the wishes ("de-AT", "en", null …) that we speak, else null. */
export function spokenLanguage(...wishes) {
  for (const wish of wishes) {
    const language = String(wish ?? "").toLowerCase().split(/[-_]/)[0];
    if (Object.hasOwn(TABLE, language)) return language;
  }
  return null;
}

/** The words of one language; English for a visitor whose language we do not speak. */
export function wordsIn(language) {
  return TABLE[language] ?? TABLE.en;
}

/** Plain words for an error frame: the server's own message may be meant for a programmer. */
export function wordsForTrouble(words, code) {
  const known = TROUBLE_BY_CODE.find(([pattern]) => pattern.test(String(code)));
  return words[known ? known[1] : "trouble"];
}
