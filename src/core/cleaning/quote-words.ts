/** The words of the lines that mail programs put above what they quote, in the languages we model and some beside them. */

/** "From". */
export const fromWords =
  'from|von|de|da|van|发件人|寄件者|寄件人|差出人|送信者|fra|från|lähettäjä|kimden|od|от|від|보낸 사람|보낸사람';

/** "Sent" and "Subject": what only a mail says of itself. */
export const mailWords =
  'sent|subject|gesendet|betreff|envoyé|envoyé le|envoye|objet|enviado|enviado el|enviado em|enviada em|enviado a|asunto|inviato|oggetto|assunto|verzonden|onderwerp|发送时间|发送日期|主题|主題|寄件日期|傳送時間|主旨|送信日時|件名|sendt|emne|skickat|ämne|lähetetty|aihe|gönderilen|konu|wysłano|temat|отправлено|тема|보낸 날짜|제목';

/** "Date", "To" and "Cc", which people write in forms of their own, too. */
export const otherWords =
  'date|to|cc|datum|an|kopie|à|a|fecha|para|data|per|aan|日期|收件人|收件者|抄送|副本|日時|宛先|til|till|kime|do|кому|дата|받는 사람';

/** The middle of `-----Original Message-----` and of `---------- Forwarded message ---------`. */
export const dividerWords =
  "original message|original appointment|original email|forwarded message|reply message|ursprüngliche nachricht|urspruengliche nachricht|originalnachricht|weitergeleitete nachricht|message d'origine|message original|message transféré|mensaje original|mensaje reenviado|messaggio originale|messaggio inoltrato|mensagem original|mensagem encaminhada|oorspronkelijk bericht|doorgestuurd bericht|origineel bericht|原始邮件|原始郵件|邮件原件|转发的邮件|轉寄的郵件|转发邮件|轉寄郵件|元のメッセージ|転送メッセージ|転送されたメッセージ|オリジナルメッセージ|исходное сообщение|oryginalna wiadomość|ursprungligt meddelande|oprindelig meddelelse";

/** What Apple's mail says without dashes. */
export const forwardWords =
  'begin forwarded message|anfang der weitergeleiteten nachricht|début du message réexpédié|début du message transféré|inicio del mensaje reenviado|inizio messaggio inoltrato|início da mensagem reencaminhada|begin doorgestuurd bericht|转发的邮件|開始轉寄郵件|转发邮件|転送されたメッセージ';

/** "Wrote". */
export const wroteWords =
  'wrote|writes|schrieb|hat geschrieben|a écrit|écrivait|a ecrit|escribió|escribio|ha scritto|scrisse|escreveu|schreef|heeft geschreven|写道|寫道|写到|书写|書きました|のメール|のメッセージ|napisał|napisała|skrev|kirjoitti|yazdı|şunu yazdı|пишет|писал|написал|írta|a scris|napsal|έγραψε|작성|đã viết';

/** What the line with "wrote" begins with, where it does not begin with a name: "On", "Am", "Le". */
export const onWords =
  'on|am|le|el|il|in data|il giorno|em|no dia|a|op|den|dne|dnia|w dniu|pe|στις|vào|tarihinde|ke|kl|på|в|у|在|于';
