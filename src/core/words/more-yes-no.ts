/** How a language beside those of `Words` answers a question, as comma-separated phrases. */
export interface YesNoWords {
  readonly yes: string;
  readonly no: string;
  /** "Please", "thanks" and the like: they may stand beside a yes or a no and say nothing alone. */
  readonly around: string;
}

/** By primary tag. Users of these languages get the offer of a person, too, in words of the bot's own. */
export const moreYesNo: Readonly<Record<string, YesNoWords>> = {
  af: { yes: 'ja, ja asseblief, goed, seker', no: 'nee, nee dankie, nie nou nie', around: 'asseblief, dankie' },
  ar: {
    yes: 'نعم, نعم من فضلك, أجل, اجل, ايوه, أيوه, أيوا, ايوا, اه, آه, اي, بلى, تمام, موافق, أكيد, اكيد, طبعا, حسنا, ماشي, اوكي',
    no: 'لا, لا شكرا, كلا, لأ, مش الآن, ليس الآن, ليس الان, مو الحين, لا أريد, لا اريد, مش عايز, ما ابي, ما بدي',
    around: 'من فضلك, لو سمحت, شكرا, شكرا لك, رجاء',
  },
  az: {
    yes: 'bəli, hə, hə lütfən, əlbəttə, olar',
    no: 'xeyr, yox, yox sağ ol, indi yox',
    around: 'zəhmət olmasa, lütfən, sağ ol, təşəkkür',
  },
  be: { yes: 'так, ага, добра, вядома', no: 'не, не дзякуй, не трэба, ні', around: 'калі ласка, дзякуй' },
  bg: {
    yes: 'да, да моля, разбира се, добре, окей, ок, става',
    no: 'не, не благодаря, не сега, няма нужда',
    around: 'моля, благодаря, мерси',
  },
  bn: {
    yes: 'হ্যাঁ, হ্যা, হাঁ, জি, জ্বি, জী, জি হ্যাঁ, ঠিক আছে, অবশ্যই',
    no: 'না, না ধন্যবাদ, জি না, দরকার নেই, লাগবে না, এখন না',
    around: 'দয়া করে, প্লিজ, ধন্যবাদ',
  },
  bs: {
    yes: 'da, da molim, može, naravno, u redu, važi',
    no: 'ne, ne hvala, ne sada, ne treba',
    around: 'molim, molim vas, hvala',
  },
  ca: {
    yes: "sí, si, d'acord, és clar, i tant, sí si us plau, val",
    no: 'no, no gràcies, ara no, no cal, més tard',
    around: 'si us plau, sisplau, gràcies, merci',
  },
  cs: {
    yes: 'ano, jo, jasně, jistě, určitě, dobře, ok, tak jo, ano prosím',
    no: 'ne, nee, ne děkuji, ne díky, teď ne, není třeba, nechci, později',
    around: 'prosím, děkuji, díky',
  },
  cy: {
    yes: 'ie, ydw, oes, iawn, ie plis, ydw plis',
    no: 'na, nage, nac ydw, nac oes, dim diolch, dim nawr',
    around: 'plis, os gwelwch yn dda, diolch',
  },
  da: {
    yes: 'ja, jo, jep, ja tak, gerne, meget gerne, selvfølgelig, okay, ok, fint',
    no: 'nej, nej tak, næ, ikke nu, ellers tak, det behøves ikke, senere',
    around: 'tak, venligst, mange tak, vær så venlig',
  },
  el: {
    yes: 'ναι, ναι παρακαλώ, βεβαίως, βέβαια, φυσικά, μάλιστα, εντάξει, οκ, αμέ, ne',
    no: 'όχι, οχι, όχι ευχαριστώ, όχι τώρα, δεν χρειάζεται, δεν θέλω, oxi, ochi',
    around: 'παρακαλώ, ευχαριστώ, σας παρακαλώ, parakalo, efxaristo',
  },
  et: {
    yes: 'jah, ja, jaa, muidugi, olgu, hästi, jah palun',
    no: 'ei, ei aitäh, mitte praegu, pole vaja, ei soovi',
    around: 'palun, aitäh, tänan',
  },
  eu: { yes: 'bai, bai mesedez, noski, ados', no: 'ez, ez eskerrik asko, orain ez', around: 'mesedez, eskerrik asko' },
  fa: {
    yes: 'بله, آره, اره, آری, بلی, حتما, باشه, البته, بله لطفا',
    no: 'نه, خیر, نخیر, نه ممنون, نه مرسی, الان نه, لازم نیست, نمیخوام, نمی خواهم',
    around: 'لطفا, ممنون, مرسی, متشکرم',
  },
  fi: {
    yes: 'kyllä, joo, juu, jep, joo kiitos, kyllä kiitos, totta kai, tottakai, ok, okei, sopii',
    no: 'ei, ei kiitos, ei nyt, en, en halua, ei tarvitse, myöhemmin',
    around: 'kiitos, ole hyvä',
  },
  ga: {
    yes: 'sea, is ea, tá, ceart go leor, sea le do thoil',
    no: 'ní hea, níl, ní hea go raibh maith agat',
    around: 'le do thoil, go raibh maith agat',
  },
  gl: {
    yes: 'si, claro, por suposto, vale, de acordo',
    no: 'non, non grazas, agora non, non fai falta',
    around: 'por favor, grazas',
  },
  gu: {
    yes: 'હા, હાં, હા જી, ચોક્કસ, ઠીક છે',
    no: 'ના, ના જી, ના આભાર, હમણાં નહીં, જરૂર નથી',
    around: 'કૃપા કરીને, પ્લીઝ, આભાર',
  },
  he: {
    yes: 'כן, כן בבקשה, בטח, כמובן, בסדר, אוקיי, אוקי, ברור',
    no: 'לא, לא תודה, לא עכשיו, אין צורך, לא צריך, לא רוצה',
    around: 'בבקשה, תודה, תודה רבה',
  },
  hi: {
    yes: 'हाँ, हां, हा, जी, जी हाँ, जी हां, ठीक है, बिल्कुल, ज़रूर, जरूर, हाँ कृपया, हाँ जी, हां जी, haan, haan ji, han ji, ji haan, theek hai, thik hai, bilkul, zaroor',
    no: 'नहीं, नही, जी नहीं, ना, मत, नहीं धन्यवाद, अभी नहीं, ज़रूरत नहीं, जरूरत नहीं, रहने दो, nahi, nahin, nahi ji, ji nahi, abhi nahi, rehne do',
    around: 'कृपया, प्लीज, धन्यवाद, शुक्रिया, kripya, dhanyavaad, shukriya',
  },
  hr: {
    yes: 'da, da molim, može, naravno, svakako, u redu, ok',
    no: 'ne, ne hvala, ne sada, ne treba, kasnije',
    around: 'molim, molim vas, hvala',
  },
  hu: {
    yes: 'igen, aha, persze, rendben, oké, jó, igen kérem, természetesen, jöhet',
    no: 'nem, nem köszönöm, nem kell, most nem, később, nem szükséges, nem kérek',
    around: 'kérem, köszönöm, köszi, kérlek, légyszi',
  },
  hy: {
    yes: 'այո, հա, այո խնդրում եմ, իհարկե, լավ',
    no: 'ոչ, չէ, ոչ շնորհակալություն, հիմա ոչ, պետք չէ',
    around: 'խնդրում եմ, շնորհակալություն',
  },
  id: {
    yes: 'ya, iya, ya tolong, iya tolong, boleh, tentu, baik, oke, silakan, mau, yoi',
    no: 'tidak, tidak terima kasih, nggak, enggak, gak, ngga, ga, nanti saja, tidak usah, gak usah, belum, jangan',
    around: 'tolong, terima kasih, makasih, mohon',
  },
  is: {
    yes: 'já, já takk, endilega, auðvitað, allt í lagi',
    no: 'nei, nei takk, ekki núna, óþarfi',
    around: 'takk, vinsamlegast',
  },
  ka: {
    yes: 'დიახ, კი, ჰო, დიახ გთხოვთ, რა თქმა უნდა, კარგი',
    no: 'არა, არა მადლობა, ახლა არა, არ არის საჭირო',
    around: 'გთხოვთ, მადლობა',
  },
  kk: {
    yes: 'иә, ия, әрине, жарайды, мақұл',
    no: 'жоқ, жоқ рахмет, қазір емес, керек емес',
    around: 'өтінемін, рахмет',
  },
  km: { yes: 'បាទ, ចាស, ចា, បាទ ចាស', no: 'ទេ, អត់ទេ, មិនទេ, ទេ អរគុណ', around: 'សូម, អរគុណ' },
  kn: { yes: 'ಹೌದು, ಸರಿ, ಖಂಡಿತ', no: 'ಇಲ್ಲ, ಬೇಡ, ಇಲ್ಲ ಧನ್ಯವಾದ, ಈಗ ಬೇಡ', around: 'ದಯವಿಟ್ಟು, ಧನ್ಯವಾದ, ಧನ್ಯವಾದಗಳು' },
  ko: {
    yes: '네, 넵, 넹, 네네, 예, 옙, 응, 어, 그래, 그래요, 좋아요, 좋아, 물론, 물론이죠, 부탁해요, 부탁합니다, 부탁드립니다, 네 부탁합니다, 네 부탁드려요, 연결해 주세요, 연결해주세요, 해주세요, 오케이, ㅇㅇ, ㅇㅋ',
    no: '아니요, 아니오, 아뇨, 아니, 아니에요, 아닙니다, 괜찮아요, 괜찮습니다, 아니요 괜찮아요, 아니요 괜찮습니다, 됐어요, 됐습니다, 필요 없어요, 필요없어요, 싫어요, 나중에, 나중에요, 지금은 아니에요, ㄴㄴ',
    around: '감사합니다, 고마워요, 감사해요',
  },
  lt: {
    yes: 'taip, taip prašau, gerai, žinoma, jo',
    no: 'ne, ne ačiū, nereikia, ne dabar, vėliau',
    around: 'prašau, ačiū, dėkui',
  },
  lv: {
    yes: 'jā, ja, jā lūdzu, protams, labi',
    no: 'nē, ne, nē paldies, ne tagad, nevajag, vēlāk',
    around: 'lūdzu, paldies',
  },
  mk: {
    yes: 'да, да ве молам, секако, добро, може',
    no: 'не, не благодарам, не сега, не треба',
    around: 'ве молам, молам, благодарам',
  },
  ml: { yes: 'അതെ, ഉവ്വ്, ശരി, തീർച്ചയായും', no: 'അല്ല, ഇല്ല, വേണ്ട, വേണ്ട നന്ദി, ഇപ്പോൾ വേണ്ട', around: 'ദയവായി, നന്ദി' },
  mr: {
    yes: 'हो, होय, हो जी, ठीक आहे, नक्की, चालेल',
    no: 'नाही, नको, नाही धन्यवाद, आत्ता नको, गरज नाही',
    around: 'कृपया, धन्यवाद',
  },
  ms: {
    yes: 'ya, ya tolong, boleh, baik, okey, sudah tentu, nak',
    no: 'tidak, tak, tidak terima kasih, tak nak, tak payah, taknak, tidak mahu, bukan sekarang, nanti',
    around: 'tolong, terima kasih, sila',
  },
  my: { yes: 'ဟုတ်ကဲ့, ဟုတ်, အင်း, ဟုတ်ပါတယ်', no: 'မဟုတ်ဘူး, မလိုဘူး, မဟုတ်ပါဘူး, ဟင့်အင်း', around: 'ကျေးဇူးပြုပြီး, ကျေးဇူးတင်ပါတယ်' },
  ne: { yes: 'हो, हजुर, हुन्छ, ठीक छ, अवश्य', no: 'होइन, छैन, पर्दैन, अहिले होइन, चाहिँदैन', around: 'कृपया, धन्यवाद' },
  no: {
    yes: 'ja, jo, jepp, ja takk, gjerne, veldig gjerne, selvfølgelig, okei, ok, greit',
    no: 'nei, nei takk, ikke nå, trengs ikke, senere',
    around: 'takk, vær så snill, vennligst',
  },
  pa: {
    yes: 'ਹਾਂ, ਹਾਂ ਜੀ, ਜੀ ਹਾਂ, ਜੀ, ਠੀਕ ਹੈ, ਜ਼ਰੂਰ',
    no: 'ਨਹੀਂ, ਨਹੀਂ ਜੀ, ਜੀ ਨਹੀਂ, ਨਹੀਂ ਧੰਨਵਾਦ, ਹੁਣ ਨਹੀਂ',
    around: 'ਕਿਰਪਾ ਕਰਕੇ, ਧੰਨਵਾਦ',
  },
  pl: {
    yes: 'tak, tak proszę, jasne, oczywiście, pewnie, dobrze, ok, okej, chętnie, poproszę, zgoda',
    no: 'nie, nie dziękuję, nie dzięki, nie teraz, nie trzeba, nie chcę, później',
    around: 'proszę, dziękuję, dzięki',
  },
  ro: {
    yes: 'da, da vă rog, da te rog, sigur, desigur, bine, ok, bineînțeles, cu plăcere',
    no: 'nu, nu mulțumesc, nu mersi, nu acum, nu e nevoie, nu este nevoie, mai târziu',
    around: 'vă rog, te rog, mulțumesc, mersi',
  },
  ru: {
    yes: 'да, да пожалуйста, ага, угу, конечно, хорошо, ок, окей, давай, давайте, да давайте, ладно, согласен, согласна, хочу, да хочу, соедините, соедини, переключите, разумеется, не против',
    no: 'нет, нет спасибо, неа, не надо, не нужно, не сейчас, не хочу, нет не надо, нет не нужно, потом, позже, спасибо не надо, спасибо не нужно',
    around: 'пожалуйста, спасибо, плиз, пжлст, пж',
  },
  si: { yes: 'ඔව්, හරි, ඔව් කරුණාකර', no: 'නෑ, නැහැ, නැත, එපා, නැහැ ස්තුතියි, දැන් එපා', around: 'කරුණාකර, ස්තුතියි' },
  sk: {
    yes: 'áno, hej, jasné, iste, určite, dobre, ok, áno prosím',
    no: 'nie, nie ďakujem, nie vďaka, teraz nie, netreba, nechcem, neskôr',
    around: 'prosím, ďakujem, vďaka',
  },
  sl: {
    yes: 'da, ja, ja prosim, da prosim, seveda, v redu, velja, lahko',
    no: 'ne, ne hvala, ne zdaj, ni treba, kasneje',
    around: 'prosim, hvala',
  },
  sq: {
    yes: 'po, po ju lutem, sigurisht, mirë, në rregull',
    no: 'jo, jo faleminderit, jo tani, nuk ka nevojë',
    around: 'ju lutem, të lutem, faleminderit',
  },
  sr: {
    yes: 'да, да молим, наравно, може, важи, у реду, da, da molim, naravno, može, važi, u redu',
    no: 'не, не хвала, не сада, не треба, ne, ne hvala, ne sada, ne treba',
    around: 'молим, молим вас, хвала, molim, molim vas, hvala',
  },
  sv: {
    yes: 'ja, jo, japp, jajamän, ja tack, gärna, ja gärna, absolut, självklart, visst, okej, ok',
    no: 'nej, nej tack, nä, näe, inte nu, behövs inte, det behövs inte, senare',
    around: 'tack, snälla, tack så mycket',
  },
  sw: {
    yes: 'ndiyo, ndio, ndiyo tafadhali, sawa, naam, ndiyo asante',
    no: 'hapana, hapana asante, la, siyo, sio sasa, sihitaji',
    around: 'tafadhali, asante, asante sana',
  },
  ta: { yes: 'ஆம், ஆமா, ஆமாம், சரி, நிச்சயமாக', no: 'இல்லை, வேண்டாம், இல்ல, இல்லை நன்றி, இப்போது வேண்டாம்', around: 'தயவுசெய்து, நன்றி' },
  te: { yes: 'అవును, సరే, ఔను, తప్పకుండా', no: 'లేదు, కాదు, వద్దు, వద్దు ధన్యవాదాలు, ఇప్పుడు వద్దు', around: 'దయచేసి, ధన్యవాదాలు' },
  th: {
    yes: 'ใช่, ใช่ค่ะ, ใช่ครับ, ค่ะ, ครับ, คับ, ได้, ได้ค่ะ, ได้ครับ, ได้เลย, ตกลง, ตกลงค่ะ, ตกลงครับ, โอเค, โอเคค่ะ, โอเคครับ, ต้องการ, ต้องการค่ะ, ต้องการครับ, เอา, เอาค่ะ, เอาครับ, ค่ะขอบคุณค่ะ, ครับขอบคุณครับ',
    no: 'ไม่, ไม่ค่ะ, ไม่ครับ, ไม่ใช่, ไม่ใช่ค่ะ, ไม่ใช่ครับ, ไม่เป็นไร, ไม่เป็นไรค่ะ, ไม่เป็นไรครับ, ไม่ต้อง, ไม่ต้องค่ะ, ไม่ต้องครับ, ไม่ต้องการ, ไม่ต้องการค่ะ, ไม่ต้องการครับ, ไม่เอา, ไม่เอาค่ะ, ไม่เอาครับ, ไว้ก่อน, ไม่ขอบคุณ',
    around: 'ขอบคุณ, ขอบคุณค่ะ, ขอบคุณครับ, นะคะ, นะครับ',
  },
  tl: {
    yes: 'oo, opo, oo nga, sige, sige po, sige na, oo po, oo sige',
    no: 'hindi, hindi po, hindi na, hindi na po, wag na, huwag na, huwag, ayoko, ayaw ko, mamaya na',
    around: 'po, pakiusap, salamat, salamat po, paki',
  },
  tr: {
    yes: 'evet, evet lütfen, tabii, tabi, tabii ki, elbette, olur, tamam, peki, istiyorum, evet istiyorum, lütfen evet',
    no: 'hayır, hayir, hayır teşekkürler, yok, yok teşekkürler, istemiyorum, gerek yok, şimdi değil, sonra, şimdilik hayır',
    around: 'lütfen, teşekkürler, teşekkür ederim, sağ ol, sağolun, sağol',
  },
  uk: {
    yes: 'так, так будь ласка, ага, звичайно, звісно, добре, гаразд, ок, окей, давайте, авжеж',
    no: 'ні, ні дякую, не треба, не зараз, не потрібно, не хочу, пізніше',
    around: 'будь ласка, дякую, спасибі, прошу',
  },
  ur: {
    yes: 'ہاں, جی ہاں, جی, ہاں جی, ٹھیک ہے, بالکل, ضرور',
    no: 'نہیں, جی نہیں, نہیں شکریہ, ابھی نہیں, ضرورت نہیں',
    around: 'براہ کرم, پلیز, شکریہ, مہربانی',
  },
  uz: {
    yes: 'ha, ha iltimos, albatta, mayli, ҳа, албатта, xop',
    no: "yo'q, yoq, yo'q rahmat, kerak emas, йўқ, hozir emas",
    around: 'iltimos, rahmat',
  },
  vi: {
    yes: 'có, vâng, dạ, dạ có, dạ vâng, ừ, ừm, được, đồng ý, vâng làm ơn, ok',
    no: 'không, ko, khong, dạ không, không cần, không cảm ơn, không phải bây giờ, để sau, thôi, không muốn, chưa',
    around: 'làm ơn, cảm ơn, xin, ạ, nhé',
  },
  yue: {
    yes: '係, 好, 好呀, 好啊, 要, 得, 冇問題, 係呀',
    no: '唔係, 唔使, 唔使喇, 唔要, 唔好, 唔使唔該, 遲啲先',
    around: '唔該, 多謝',
  },
  zu: {
    yes: 'yebo, yebo ngiyacela, kulungile',
    no: 'cha, cha ngiyabonga, hhayi, hhayi manje',
    around: 'ngiyacela, ngiyabonga',
  },
};
