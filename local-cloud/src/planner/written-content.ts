/** Title and text of something a person wants written ("add a note …"). */

export interface WrittenContent {
  readonly title?: string;
  readonly text?: string;
}

const QUOTES = /["“「『]([^"”」』]+)["”」』]/g;

const COMMAND =
  /^.*?\b(?:add|create|write|make|save|new|jot down|record|take)\b\s+(?:me\s+)?(?:a|an|the|this|my|another|new|quick|short)?\s*(?:new\s+)?[\w-]*?\s*(?:notes?|memos?|reminders?|tasks?|to-?dos?|tickets?|entry|item|issue|page|event)?\s*(?:to (?:myself|me)\s*)?(?=$|[:：,\s])/i;
const JAPANESE_COMMAND =
  /(?:という|との|と|を|に|、)?(?:メモ|ノート|タスク|リマインダー)?(?:を|に|として)?(?:新しく)?(?:追加|作成|作っ|登録|保存|記録|残|書|して)(?:し)?(?:て|で)?(?:おいて)?(?:ください|下さい|ほしい|おいて)?[。！!]*$/;

const NOTE_DOWN =
  /^\s*(?:please\s+)?(?:(?:take|leave|drop) (?:me )?(?:a |another )?(?:quick |short )?)?(?:note|memo)(?: to self)?\s*(?:[:：]|that|about)?\s*/i;
const REMEMBER = /^\s*(?:please\s+)?(?:remember|remind me)\s+(?:to|that|about)\s+/i;

/** Reads title and text out of a clause; what is not said is absent. */
export function writtenContent(clause: string): WrittenContent {
  const { title, text } = labelled(clause);
  const quoted = [...clause.matchAll(QUOTES)].map((match) => match[1] ?? '');
  if (title !== undefined || text !== undefined) {
    const other = quoted.find((part) => part !== title && part !== text);
    const rest = text ?? other;
    return {
      title: tidy(title ?? shorten(text ?? '')),
      ...(rest === undefined ? {} : { text: tidy(rest) }),
    };
  }
  if (quoted.length >= 2) return { title: quoted[0] ?? '', text: quoted.slice(1).join('\n') };
  const rest = quoted[0] ?? remainder(clause);
  if (!rest) return {};
  const split = /^(.{2,80}?)(?:\s*[:：]\s+|\s+-\s+|：)(.+)$/s.exec(rest);
  if (split?.[1] && split[2]) return { title: tidy(split[1]), text: tidy(split[2]) };
  return { title: shorten(tidy(rest)), text: tidy(rest) };
}

function labelled(clause: string): WrittenContent {
  const title =
    /\b(?:titled?|called|named|with (?:the )?title|subject)\s*[:=]?\s*(?:["“]([^"”]+)["”]|(.+?)(?=\s+(?:with|and|saying|that says)\b|[,:;]|$))/i.exec(
      clause,
    ) ?? /[「『]([^」』]+)[」』]というタイトル|タイトルは?[:：]?\s*[「『]?([^「」『』、。]+)/.exec(clause);
  const text =
    /\b(?:with (?:the )?(?:text|body|content)|text|body|content|saying|that says|which says)\s*[:=]?\s*(?:["“]([^"”]+)["”]|(.+))$/i.exec(
      clause,
    ) ??
    /\b(?:titled?|called|named)\s+(?:["“][^"”]+["”]|.+?)\s+with\s+(.+)$/i.exec(clause) ??
    /(?:本文|内容|中身)は?[:：]?\s*[「『]?([^「」『』。]+)/.exec(clause);
  const pick = (match: RegExpExecArray | null): string | undefined => match?.[1] ?? match?.[2];
  return { title: pick(title), text: pick(text) };
}

function tidy(text: string): string {
  return text
    .trim()
    .replace(/^[\s:：,、-]+|[\s,、。.]+$/g, '')
    .replace(/^["“「『]|["”」』]$/g, '');
}

function shorten(text: string): string {
  const words = text.split(/\s+/);
  const short = words.length > 8 ? `${words.slice(0, 8).join(' ')}…` : text;
  return short.length > 60 ? `${short.slice(0, 59)}…` : short;
}

function remainder(clause: string): string {
  return tidy(withoutCommand(clause).replace(/^\s*(?:about|that|to|for|saying|of|on)\s+/i, ''));
}

function withoutCommand(clause: string): string {
  if (/[\u3040-\u30ff]/.test(clause)) {
    return clause
      .replace(JAPANESE_COMMAND, '')
      .replace(/^(?:メモ|ノート|タスク)(?:に|として|を)?(?:追加|作成)?[:：、]?\s*/, '');
  }
  if (NOTE_DOWN.test(clause)) return clause.replace(NOTE_DOWN, '');
  return REMEMBER.test(clause) ? clause.replace(REMEMBER, '') : clause.replace(COMMAND, '');
}
