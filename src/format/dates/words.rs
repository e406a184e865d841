//! Names of months, weekdays and clocks in the languages of the press.

use std::sync::LazyLock;

use foldhash::HashMap;

/// The months, January first, each in all languages: full names in the case
/// that dates take, and abbreviations without their point.
const MONTHS: [&str; 12] = [
    "january jan januar jänner jän januari janvier janv enero ene gennaio gen janeiro stycznia \
     styczeń sty ιανουαρίου ιανουάριος ιαν января январь янв ledna leden januára január jan \
     januar tammikuuta tammikuu tammi ocak oca ianuarie ian јануара јануар siječnja siječanj \
     januara січня січень януари sausio janvāris janvārī jaanuar ינואר يناير जनवरी جنوری \
     জানুয়ারি มกราคม ม.ค januarie gener urtarrila ಜನವರಿ ஜனவரி janar ژانویه ιανουαριου січ \
     januwari ionawr eanáir janúar yanvar jannar հունվարի იანვარი იანვრის қаңтар студзеня јануари \
     جانفي జనవరి ജനുവരി જાન્યુઆરી ਜਨਵਰੀ जानेवारी urtarrilaren",
    "february feb februar februari february februarie februára február febr fév févr février \
     febrero febbraio fevereiro fev lutego luty lut φεβρουαρίου φεβρουάριος φεβ февраля февраль \
     фев února únor helmikuuta helmikuu helmi şubat şub фебруара фебруар veljače veljača februara \
     лютого лютий февруари vasario februāris februārī veebruar פברואר فبراير شباط फरवरी فروری \
     ফেব্রুয়ারি กุมภาพันธ์ ก.พ febrer otsaila பிப்ரவரி shkurt فوریه feber φεβρουαριου лют \
     pebrero peb februwari chwefror feabhra febrúar fevral frar փետրվարի თებერვალი თებერვლის \
     ақпан лютага فيفري फ़रवरी फेब्रुवारी ফেব্রুয়ারী ఫిబ్రవరి ಫೆಬ್ರವರಿ ഫെബ്രുവരി ફેબ્રુઆરી ਫਰਵਰੀ \
     ਫ਼ਰਵਰੀ otsailaren",
    "march mar märz mär mrz maart mrt mars marzo março marca marec marzec marca březen března \
     μαρτίου μάρτιος μαρ марта март мар március márc maaliskuuta maaliskuu maalis mart martie \
     ožujka ožujak березня березень kovo marts martā märts מרץ مارس آذار मार्च مارچ মার্চ มีนาคม \
     மார்ச் มี.ค març martxoa marec μαρτιου берез бер maret mac machi marso mashi mawrth márta \
     marzu մարտի მარტი მარტის наурыз сакавіка మార్చి ಮಾರ್ಚ್ മാർച്ച് માર્ચ ਮਾਰਚ martxoaren",
    "april apr avril avr abril abr aprile kwietnia kwiecień kwi απριλίου απρίλιος απρ апреля \
     апрель апр dubna duben apríla apríl április ápr huhtikuuta huhtikuu huhti nisan nis aprilie \
     априла април travnja travanj aprila квітня квітень balandžio aprīlis aprīlī aprill אפריל \
     أبريل ابريل نيسان अप्रैल اپریل এপ্রিল เมษายน เม.ย ஏப்ரல் prill apirila آوریل απριλιου квіт \
     aprili ephreli ebrill aibreán aprel ապրիլի აპრილი აპრილის сәуір красавіка أفريل افريل نیسان \
     एप्रिल ఏప్రిల్ ಏಪ್ರಿಲ್ ഏപ്രിൽ એપ્રિલ ਅਪ੍ਰੈਲ apirilaren",
    "may mai mei mayo maggio mag maio maja maj μαΐου μάιος μαΐ μάι мая май května květen mája máj \
     május máj toukokuuta toukokuu touko mayıs may маја мај svibnja svibanj травня травень \
     gegužės maijs maijā מאי مايو أيار मई مئی মে พฤษภาคม พ.ค மே maig maiatza μαιου μαίου трав \
     meyi bealtaine maí mejju մայիսի მაისი მაისის мамыр ماي मे మే ಮೇ മേയ് മെയ് મે ਮਈ mayis \
     maiatzaren",
    "june jun juni juin junio giugno giu junho czerwca czerwiec cze ιουνίου ιούνιος ιουν июня \
     июнь июн června červen júna jún június jún kesäkuuta kesäkuu kesä haziran haz iunie iun јуна \
     јун lipnja lipanj juna червня червень юни birželio jūnijs jūnijā juuni יוני يونيو حزيران जून \
     جون জুন มิถุนายน มิ.ย ஜூன் juny ekaina ژوئن ιουνιου черв junie hunyo mehefin meitheamh júní \
     iyun ġunju qershor հունիսի ივნისი ივნისის маусым чэрвеня јуни جوان يونية يونيه జూన్ ಜೂನ್ ജൂൺ \
     જૂન ਜੂਨ ekainaren",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec lip ιουλίου ιούλιος ιουλ июля \
     июль июл července červenec júla júl július júl heinäkuuta heinäkuu heinä temmuz tem iulie \
     iul јула јул srpnja srpanj jula липня липень юли liepos jūlijs jūlijā juuli יולי يوليو تموز \
     जुलाई جولائی জুলাই กรกฎาคม ก.ค ஜூலை juliol uztaila ژوئیه ιουλιου лип julai julie hulyo \
     julayi gorffennaf iúil júlí iyul lulju korrik հուլիսի ივლისი ივლისის шілде ліпеня јули \
     جويلية يوليوز يولية يوليه जुलै జూలై జులై ಜುಲೈ ജൂലൈ જુલાઈ ਜੁਲਾਈ uztailaren",
    "august aug augustus août aout agosto ago sierpnia sierpień sie αυγούστου αύγουστος αυγ \
     августа август авг srpna srpen augusta augusztus aug elokuuta elokuu elo ağustos ağu серпня \
     серпень augusti avgusta avgust rugpjūčio augusts augustā אוגוסט أغسطس آب अगस्त اگست আগস্ট \
     สิงหาคม ส.ค ஆகஸ்ட் agost abuztua kolovoza kolovoz αυγουστου серп agustus agu ogos agosti \
     awst lúnasa ágúst avqust awwissu gusht օգոստոսի აგვისტო აგვისტოს тамыз жніўня أوت غشت اغسطس \
     ऑगस्ट ఆగస్టు ఆగస్ట్ ಆಗಸ್ಟ್ ഓഗസ്റ്റ് ആഗസ്റ്റ് ઑગસ્ટ ઓગસ્ટ ਅਗਸਤ abuztuaren",
    "september sep sept septembre septiembre setiembre settembre set setembro września wrzesień \
     wrz σεπτεμβρίου σεπτέμβριος σεπ сентября сентябрь сен сент září septembra szeptember szept \
     syyskuuta syyskuu syys eylül eyl septembrie септембра септембар rujna rujan вересня вересень \
     септември rugsėjo septembris septembrī ספטמבר سبتمبر أيلول सितंबर ستمبر সেপ্টেম্বর กันยายน \
     ก.ย செப்டம்பர் setembre iraila σεπτεμβριου верес вер septemba septhemba setyembre medi \
     sentyabr sentabr settembru shtator սեպտեմբերի სექტემბერი სექტემბრის қыркүйек верасня شتنبر \
     सितम्बर सप्टेंबर సెప్టెంబర్ సెప్టెంబరు ಸೆಪ್ಟೆಂಬರ್ സെപ്റ്റംബർ સપ્ટેમ્બર ਸਤੰਬਰ irailaren",
    "october oct oktober okt octobre octubre ottobre ott outubro out października październik paź \
     οκτωβρίου οκτώβριος οκτ октября октябрь окт října říjen október októbra lokakuuta lokakuu \
     loka ekim eki octombrie октобра октобар жовтня жовтень октомври spalio oktobris oktobrī \
     oktoober אוקטובר أكتوبر अक्टूबर اکتوبر অক্টোবর ตุลาคม ต.ค அக்டோபர் urria οκτωβριου жовт \
     oktoba okthoba oktubre hydref oktyabr oktabr ottubru tetor հոկտեմբերի ოქტომბერი ოქტომბრის \
     қазан кастрычніка اكتوبر अक्तूबर ऑक्टोबर అక్టోబర్ అక్టోబరు ಅಕ್ಟೋಬರ್ ഒക്ടോബർ ઑક્ટોબર ઓક્ટોબર \
     ਅਕਤੂਬਰ urriaren",
    "november nov novembre noviembre novembro listopada listopad lis νοεμβρίου νοέμβριος νοε νοεμ \
     ноября ноябрь ноя нояб listopadu marraskuuta marraskuu marras kasım kas noiembrie noi \
     новембра новембар studenoga studenog studeni novembra листопада листопад ноември lapkričio \
     novembris novembrī נובמבר نوفمبر नवंबर نومبر নভেম্বর พฤศจิกายน พ.ย நவம்பர் azaroa νοεμβριου \
     листоп nopember novemba nobyembre tachwedd samhain nóvember noyabr novembru nëntor nentor \
     նոյեմբերի ნოემბერი ნოემბრის қараша лістапада نونبر نوفبر नवम्बर नोव्हेंबर నవంబర్ నవంబరు \
     ನವೆಂಬರ್ നവംബർ નવેમ્બર ਨਵੰਬਰ kasim azaroaren",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia grudzień gru \
     δεκεμβρίου δεκέμβριος δεκ декабря декабрь дек prosince prosinec decembra joulukuuta joulukuu \
     joulu aralık ara decembrie децембра децембар prosinca prosinac грудня грудень декември \
     gruodžio decembris decembrī detsember דצמבר ديسمبر दिसंबर دسمبر ডিসেম্বর ธันวาคม ธ.ค \
     டிசம்பர் desember des desembre abendua δεκεμβριου груд disember desemba disyembre rhagfyr \
     nollaig dekabr diċembru dhjetor դեկտեմբերի დეკემბერი დეკემბრის желтоқсан снежня دجنبر \
     दिसम्बर डिसेंबर డిసెంబర్ డిసెంబరు ಡಿಸೆಂಬರ್ ഡിസംബർ ડિસેમ્બર ਦਸੰਬਰ aralik abenduaren",
];

/// The months of the Solar Hijri calendar, Farvardin first.
const PERSIAN: [&str; 12] = [
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
];

/// The weekdays, Monday first, each in all languages.
const WEEKDAYS: [&str; 7] = [
    "monday mon montag lundi lunes lunedì lunedi maandag poniedziałek måndag mandag maanantai maanantaina \
     segunda-feira δευτέρα понедельник понеділок pondělí pondelok hétfő luni pazartesi понедељак \
     ponedjeljak ponedeljek понеделник 月 星期一 周一 週一 월 senin dilluns lun",
    "tuesday tue tues dienstag mardi martes martedì martedi dinsdag wtorek tisdag tirsdag tiistai \
     tiistaina terça-feira τρίτη вторник вівторок úterý utorok kedd marți salı уторак utorak torek 火 \
     星期二 周二 週二 화 selasa dimarts",
    "wednesday wed mittwoch mercredi miércoles miercoles mercoledì mercoledi woensdag środa onsdag \
     keskiviikko keskiviikkona quarta-feira τετάρτη среда середа středa streda szerda miercuri çarşamba \
     среда srijeda sreda сряда 水 星期三 周三 週三 수 rabu dimecres mié mer",
    "thursday thu thur thurs donnerstag jeudi jueves giovedì giovedi donderdag czwartek torsdag torstai \
     torstaina quinta-feira πέμπτη четверг четвер čtvrtek štvrtok csütörtök joi perşembe четвртак \
     četvrtak četrtek четвъртък 木 星期四 周四 週四 목 kamis dijous jeu jue gio",
    "friday fri freitag vendredi viernes venerdì venerdi vrijdag piątek fredag perjantai perjantaina \
     sexta-feira παρασκευή пятница пʼятниця п’ятниця pátek piatok péntek vineri cuma петак petak petek \
     петък 金 星期五 周五 週五 금 jumat divendres ven vie",
    "saturday sat samstag sonnabend samedi sábado sabado sabato zaterdag sobota lördag lørdag lauantai \
     lauantaina σάββατο суббота субота szombat sâmbătă cumartesi subota събота 土 星期六 周六 週六 토 sabtu \
     dissabte sam sáb sab",
    "sunday sun sonntag dimanche domingo domenica zondag niedziela söndag søndag sunnuntai sunnuntaina \
     κυριακή воскресенье неділя neděle nedeľa vasárnap duminică pazar недеља nedjelja nedelja неделя 日 \
     星期日 星期天 周日 週日 일 minggu diumenge dim dom",
];

/// Clocks that mean one offset only, in minutes east of Greenwich.
pub(super) const ZONES: &[(&str, i32)] = &[
    ("utc", 0),
    ("gmt", 0),
    ("z", 0),
    ("est", -300),
    ("edt", -240),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("cet", 60),
    ("cest", 120),
    ("mez", 60),
    ("mesz", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("мск", 180),
    ("jst", 540),
    ("kst", 540),
];

fn by_word(rows: &[&'static str]) -> HashMap<&'static str, i8> {
    let row = |(rank, names): (usize, &&'static str)| {
        let rank = i8::try_from(rank + 1).unwrap_or_default();
        names.split_whitespace().map(move |name| (name, rank)).collect::<Vec<_>>()
    };
    rows.iter().enumerate().flat_map(row).collect()
}

static BY_MONTH: LazyLock<HashMap<&str, i8>> = LazyLock::new(|| by_word(&MONTHS));

/// The letters of ASCII.
const LETTERS: u8 = 26;

/// For each pair of letters the lengths of the months that begin so, as bits;
/// all where the length of one in lower case is not known.
static MONTH_LENGTHS: LazyLock<[u32; 26 * 26]> = LazyLock::new(|| {
    let mut lengths = [0; 26 * 26];
    for name in BY_MONTH.keys() {
        if let Some(rank) = beginning(name.as_bytes()) {
            lengths[rank] |= if name.is_ascii() { 1 << name.len().min(31) } else { u32::MAX };
        }
    }
    lengths
});

static BY_WEEKDAY: LazyLock<HashMap<&str, i8>> = LazyLock::new(|| by_word(&WEEKDAYS));

/// The month, 1 to 12, that a word in lower case names.
pub(super) fn month(word: &str) -> Option<i8> {
    BY_MONTH.get(word).copied()
}

/// Whether a text may begin with the name of a month: most words are told by
/// their length and their first two letters to be none.
pub(super) fn may_be_month(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(rank) = beginning(bytes) else {
        return bytes.iter().take(2).any(|byte| !byte.is_ascii());
    };
    let lengths = MONTH_LENGTHS[rank];
    let is_of_length = || {
        let letters = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let goes_on = bytes.get(letters).is_some_and(|byte| !byte.is_ascii());
        goes_on || lengths >> letters.min(31) & 1 == 1
    };
    lengths > 0 && is_of_length()
}

/// The rank of the first two letters of a word among all pairs of ASCII.
fn beginning(word: &[u8]) -> Option<usize> {
    let &[first, second, ..] = word else { return None };
    let rank = |byte: u8| {
        let rank = byte.to_ascii_lowercase().checked_sub(b'a').filter(|rank| *rank < LETTERS);
        rank.map(usize::from)
    };
    Some(rank(first)? * usize::from(LETTERS) + rank(second)?)
}

/// The month of the Solar Hijri calendar, 1 to 12, that a word names.
pub(super) fn persian_month(word: &str) -> Option<u32> {
    let rank = PERSIAN.iter().position(|name| *name == word)?;
    u32::try_from(rank + 1).ok()
}

/// The weekday, Monday as 1, that a word in lower case names.
pub(super) fn weekday(word: &str) -> Option<i8> {
    BY_WEEKDAY.get(word).copied()
}
