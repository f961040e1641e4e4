/** Handbook chapters in Japanese. */
import { handbookUrl, paragraphs, type HandbookDocument } from '../handbook-document.js';

export const JAPANESE_DOCUMENTS: readonly HandbookDocument[] = [
  {
    id: 'travel-policy-ja',
    title: '出張規程',
    department: 'People',
    language: 'ja',
    lastModified: '2026-09-14T08:30:00Z',
    readers: ['employees'],
    url: handbookUrl('ja/travel-policy'),
    content: paragraphs(
      '出張規程は、会社が費用を負担するすべての出張に適用されます。出張は予約の前に上長の承認が必要です。海外出張は、出発の 14 日前までに出張ポータルで申請してください。',
      '航空券と鉄道は出張ポータルで予約します。航空機はエコノミークラスを原則とし、6 時間を超える便ではプレミアムエコノミーを利用できます。ホテルなどの宿泊費の上限は、東京・大阪などの大都市で 1 泊 15,000 円、その他の地域で 12,000 円です(朝食込み)。',
      '日当は国内出張が 1 日 3,000 円、海外出張が 1 日 7,000 円です。日当には食事代と雑費が含まれるため、飲食の領収書は別途精算できません。タクシーは、公共交通機関がない場合または 22 時以降に限り、1 回 5,000 円まで精算できます。',
      '出張後 10 営業日以内に経費を精算してください。体調不良や乗り継ぎの遅れがあったときは、まず 24 時間対応のトラベルデスクに電話してください。',
    ),
  },
  {
    id: 'remote-work-ja',
    title: '在宅勤務ガイドライン',
    department: 'People',
    language: 'ja',
    lastModified: '2026-05-20T09:00:00Z',
    readers: ['employees'],
    url: handbookUrl('ja/remote-work'),
    content: paragraphs(
      '在宅勤務は週 3 日まで可能です。チームごとに週 2 日の出社日を決めます。入社後 1 か月は、同僚と顔を合わせるため、原則として出社してください。',
      'コアタイムはチームの所在地の時刻で 10 時から 15 時です。国外での勤務は年間 20 営業日まで、4 週間前までに人事部へ申請してください。承認がない場合は保険の対象になりません。',
      '机、椅子、モニターの購入には、3 年ごとに 90,000 円の補助があります。会社のデータは会社の端末だけで扱い、顧客との通話は周囲に聞かれない場所で行ってください。',
    ),
  },
  {
    id: 'expense-policy-ja',
    title: '経費精算規程',
    department: 'Finance',
    language: 'ja',
    lastModified: '2026-08-02T10:00:00Z',
    readers: ['employees'],
    url: handbookUrl('ja/expense-policy'),
    content: paragraphs(
      '業務に必要で金額が妥当な経費は、領収書を添えて精算できます。経費精算は経費アプリで月 1 回、翌月の第 5 営業日までに申請してください。',
      '領収書は 2,000 円以上で必要です。50,000 円までは上長、それを超える場合は原価部門の責任者の承認も必要です。承認後 7 営業日以内に振り込まれます。',
      '顧客との会食は 1 人 8,000 円までです。領収書に参加者の氏名を記入してください。罰金、座席のアップグレード、6,000 円を超える贈答品は精算できません。',
    ),
  },
  {
    id: 'parental-leave-ja',
    title: '育児休業規程',
    department: 'People',
    language: 'ja',
    lastModified: '2026-03-11T12:00:00Z',
    readers: ['employees'],
    url: handbookUrl('ja/parental-leave'),
    content: paragraphs(
      '育児休業(育児休暇、育休)は、性別や養子縁組かどうかにかかわらず、すべての親が 26 週間、給与全額支給で取得できます。子の 2 歳の誕生日までに最大 3 回に分けて取得できます。',
      '育児休業の開始 8 週間前までに、上長と人事部に伝えてください。休業期間は勤続年数に含まれ、役職、給与、賞与に不利益はありません。',
      '復職後は 12 か月まで、勤務時間を 60% または 80% に短縮できます。東京とロンドンの社内保育所は、復職から 6 か月間の枠を確保しています。',
    ),
  },
  {
    id: 'security-basics-ja',
    title: '情報セキュリティの基本',
    department: 'Security',
    language: 'ja',
    lastModified: '2026-07-07T06:00:00Z',
    readers: ['employees', 'guests'],
    url: handbookUrl('ja/security-basics'),
    content: paragraphs(
      'サインインには必ず認証アプリを使い、自分で始めていない要求は承認しないでください。パスワードは 14 文字以上とし、会社のパスワード管理ツールで保管します。',
      'フィッシングメールは、メールソフトの報告ボタンで報告してください。リンクを開いてしまった場合は、1 時間以内にセキュリティデスク(内線 4444)へ電話してください。報告した人が責められることはありません。',
      '席を離れるときは画面をロックします。端末を紛失したときは直ちに報告してください。機密ファイルは、名前を指定した相手にリンクで共有し、私用の宛先に添付して送ってはいけません。',
    ),
  },
];
