-- What was said to visitors of the web form: a page has no messenger behind it that would keep it.

CREATE TABLE web_messages (
    id      INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again: forms name the last one shown
    account TEXT NOT NULL,
    chat    TEXT NOT NULL,
    body    TEXT NOT NULL,
    said_at TEXT NOT NULL
);
CREATE INDEX web_messages_chat ON web_messages (account, chat, id);
CREATE INDEX web_messages_said ON web_messages (said_at);

CREATE TABLE web_documents (
    id      INTEGER PRIMARY KEY,
    message INTEGER NOT NULL REFERENCES web_messages (id) ON DELETE CASCADE,
    name    TEXT NOT NULL,
    data    BLOB NOT NULL
);
CREATE INDEX web_documents_message ON web_documents (message);
