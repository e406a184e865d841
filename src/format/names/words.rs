//! Words that tell names from what stands around them.
//!
//! All tables are in lower case and may hold several languages at once: they
//! only say “not a person”, so a word that is missing costs little.

use std::sync::LazyLock;

use foldhash::HashSet;

/// A table of words or of short lines.
pub(super) struct Words(HashSet<&'static str>);

impl Words {
    pub(super) fn of(words: &'static str) -> Self {
        Self(words.split(", ").collect())
    }

    /// Whether the word stands in the table.
    pub(super) fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// The words, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().copied()
    }
}

/// Parts of a family name that are written small.
pub(super) static PARTICLES: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "de, van, von, vom, der, den, da, do, dos, das, di, del, della, dello, degli, la, le, el, al, \
     bin, bint, ibn, ben, ter, ten, te, zu, zum, zur, du, des, of, af, av, y, abu, het, ’t, 't, \
     los, las, lo, li, dal, st., ould, uz, ash, as",
    )
});

/// Particles that lead a family name; the rest only follow one of these.
pub(super) static LEADING: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "de, van, von, vom, der, den, da, do, dos, das, di, del, della, dello, degli, la, le, al, \
     bin, bint, ibn, ben, ter, ten, te, zu, zum, zur, du, des, af, av, el, dal, ould",
    )
});

/// What stands behind a family name.
pub(super) static SUFFIXES: LazyLock<Words> = LazyLock::new(|| {
    Words::of("jr, jr., sr, sr., junior, ii, iii, iv, v, filho, neto, fils, père")
});

/// Titles before and degrees behind a name, which are no part of it.
pub(super) static TITLES: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "dr, dr., prof, prof., professor, mr, mr., mrs, mrs., ms, ms., herr, frau, sir, dame, rev, \
     rev., phd, ph.d., md, m.d., mba, esq, esq., ing., mgr., dipl.-ing., mag., doc., rn, cpa, jd, \
     j.d., rechtsanwalt, rechtsanwältin, avv., avvocato, dott., dott.ssa",
    )
});

/// Words that join two names.
pub(super) static JOINERS: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "and, und, y, et, e, og, och, ja, i, a, és, și, si, ve, και, и, та, й, en, with, mit, dan, \
     và, na, eta, ir, un, oraz, avec, con, com, و, और, និង, และ, ו",
    )
});

/// What can stand before “by” and its counterparts: “written by”, “ein Gastbeitrag von”.
pub(super) static BEFORE_BY: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "a, an, ein, eine, un, une, words, story, text, texto, texte, testo, tekst, teksti, article, \
     artikel, artículo, gastbeitrag, kommentar, analyse, analysis, opinion, interview, report, \
     written, posted, published, reported, reviewed, submitted, created, compiled, authored, \
     gespeichert, erstellt, verfasst, geschrieben, veröffentlicht, publiziert, écrit, publié, \
     rédigé, propos, recueillis, escrito, publicado, scritto, pubblicato, cura, geschreven, \
     skrevet, skriven, napisane, opublikowane, dodane, scris, publicat, reporting, edited, \
     contributed",
    )
});

/// “by” and its counterparts.
pub(super) static BY: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "by, von, vom, par, por, di, da, door, av, af, przez, oleh, durch, από, του, της, de, od, \
     bởi, napsal, na, โดย",
    )
});

/// Those of them that are far more often something else.
pub(super) static SHORT_BY: LazyLock<Words> =
    LazyLock::new(|| Words::of("de, di, da, του, της, af, av, vom, od, na"));

/// Words that stand before a name with a colon between: “Author: …”.
pub(super) static LABELS: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "author, authors, autor, autora, autore, autorin, autoren, autores, autorka, autors, auteur, \
     auteurs, auteure, autori, szerző, írta, kirjoittaja, teksti, tekst, text, texte, texto, \
     testo, yazar, yazan, penulis, opracował, opracowała, oprac, napisał, napisała, napsal, \
     napsala, piše, avtor, redakce, reporter, byline, redaktion, redacción, συντάκτης, \
     συντάκτρια, γράφει, автор, аутор, текст, пише, بقلم, كتب, كتبت, نویسنده, מאת, लेखक, 作者, 记者, \
     記者, 文, 撰文, 編輯, 責任編輯, 责任编辑, 编辑, 執筆, 著者, 글, 기자, words, story, writer, от, haber, \
     إعداد, tác giả, โดย, ผู้เขียน, mwandishi",
    )
});

/// What else the press of East Asia signs for beside words: “文・写真”.
pub(super) const DEEDS: &[&str] =
    &["写真", "取材", "構成", "撮影", "聞き手", "編集", "摄影", "攝影", "사진"];

/// Posts behind a name in Han or hangul.
pub(super) const POSTS: &[&str] =
    &["기자", "특파원", "논설위원", "선임기자", "記者", "记者", "編集委員", "論説委員"];

/// Words of posts, papers, menus and buttons: a name holds none of them.
pub(super) static NOT_NAMES: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "writer, writers, staff, marketing, project, manager, director, chief, officer, engineer, product, head, \
     temas, relacionados, relacionadas, themen, thema, columnist, producer, contributor, contributors, analyst, press, \
     times, media, agency, agencia, agence, agentur, magazine, blog, business, university, \
     universität, universidad, université, foundation, ministry, team, desk, service, services, \
     bureau, international, network, radio, tv, insider, post, daily, tribune, gazette, herald, \
     guardian, online, digital, video, copyright, company, inc, ltd, gmbh, rights, policy, home, \
     menu, search, login, sign, read, more, share, comment, comments, about, contact, kontakt, \
     impressum, navigation, skip, subscribe, follower, followers, view, views, latest, com, www, \
     inhalt, menü, anhören, kürze, point, points, lesedauer, güncelleme, haberi, page, review, \
     reviews, feature, features, cookie, cookies, account, profile, edition, settings, weather, \
     game, games, event, events, jobs, shop, car, cars, map, town, guide, guides, listen, play, \
     loading, today, related, topic, topics, tag, tags, trending, popular, download, print, \
     stories, story, article, articles, section, overview, quick, link, links, president, prime, \
     new, best, top, how, why, what, your, you, our, all, special, correspondent, correspondents, \
     bloomberg, department, institute, council, committee, association, society, administration, \
     admin, administrator, webmaster, guest, anonymous, unknown, journal, zeitung, verlag, \
     publisher, sports, sport, politics, politik, wirtschaft, kultur, world, national, the, and, \
     institut, verein, center, centre, church, government, college, school, community, group, \
     gruppe, weekly, monthly, chronicle, observer, telegraph, channel, broadcasting, wire, \
     photography, photographer, photo, photos, foto, fotos, updated, published, posted, last, \
     sponsored, advertisement, partner, bulletin, presse, prensa, stampa, diario, jornal, \
     journaliste, author, bio, email, e-mail, follow, one, two, three, four, five, seven, eight, \
     nine, ten, hundred, thousand, zwei, drei, vier, fünf, sechs, sieben, deux, trois, quatre, \
     cinq, dos, tres, cuatro, cinco, kg, llc, plc, corp, jazeera, arabiya, ahram",
    )
});

/// Beginnings of such words, in every inflection.
pub(super) static NOT_NAME_STEMS: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "editor, reporter, redakt, redac, rédac, redaz, journalist, periodista, news, advert, \
     parliament, minister, korrespond, corrispond, correspons, nachricht, noticia, notizi, \
     newsroom, контакт, редакц, συντακτ, новост, photograph, fotograf, autoren, mitarbeiter",
    )
});

/// Where a byline's names end: what follows is a post, a picture or a time.
pub(super) static CUTS: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "updated, published, posted, zuletzt, aktualisiert, last, stand, view, follow, following, \
     share, leave, comment, comments, kommentar, kommentare, filed, read, uhr, veröffentlicht, \
     publiziert, publicado, publié, actualizado, gepubliceerd, quelle, foto, fotos, photo, \
     photos, photograph, photography, bild, bilder, video, email, e-mail, categories, category, \
     kategorie, kategorien, reports, writes, via, tags, modified, dnia, opublikowano, dodano, \
     reporting, editing, illustration, illustrations",
    )
});

/// Words that end a byline's names only when written small; with a capital
/// some of them are names.
pub(super) static SMALL_CUTS: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "on, at, for, am, um, vom, im, in, le, el, il, op, en, with, from, of, the, is, has, was, \
     who, keine, ein, eine, à, w, v, nella, aus, für, pour, para, per, special",
    )
});

/// Words that are glued to a name by a careless scraper: `Jane DoeView More`.
pub(super) static GLUED: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "view, more, follow, published, updated, posted, contributor, staff, reporter, editor, last, \
     share, senior, special, kommentar",
    )
});

/// Agencies, as printed beside or instead of a name.
pub(super) static AGENCIES: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "associated press, ap, reuters, thomson reuters, agence france-presse, agence france presse, \
     afp, dpa, deutsche presse-agentur, apa, pap, ansa, efe, agencia efe, europa press, sda, \
     keystone-sda, lusa, agência lusa, tass, interfax, ria novosti, xinhua, xinhua news agency, \
     新华社, 新華社, kyodo, kyodo news, jiji press, 共同通信, 時事通信, yonhap, yonhap news agency, 연합뉴스, pti, \
     press trust of india, ani, ians, uni, upi, united press international, bloomberg, bloomberg \
     news, canadian press, press association, pa media, pa, australian associated press, aap, \
     belga, anp, ritzau, ntb, tt, stt, mti, čtk, ctk, tasr, sita, hina, tanjug, beta, bta, \
     agerpres, mediafax, aa, anadolu agency, anadolu ajansı, iha, dha, irna, isna, fars, sana, \
     mena, wam, spa, petra, wafa, maan, antara, bernama, vna, ttxvn, sid, epd, kna, ots, \
     presseportal, pr newswire, business wire, globenewswire, adnkronos, agi, askanews, telam, \
     télam, notimex, agência brasil, agencia brasil, ats, ukrinform, unian, rferl, radio free \
     europe/radio liberty, voice of america, ap news, capital news service, states newsroom, \
     kaiser health news, propublica, newsroom, cna, ccn, wire services, the conversation, cnn \
     wire, tribune news service, apa/dpa, dpa/afp, afp/dpa, ap/reuters, ΑΠΕ-ΜΠΕ, απε-μπε, απε, \
     μπε, тасс, рбк, интерфакс, укринформ, риа новости",
    )
});

/// Words that make a name an institution's.
pub(super) static INSTITUTIONS: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "press, agency, agencia, agence, agentur, agenzia, newsroom, redaktion, redacción, rédaction, \
     redazione, redactie, redakcja, redakce, redação, redaktionen, staff, team, desk, news, wire, \
     services, network, university, foundation, ministry, institute, department, council, \
     committee, association, bureau, media, magazine, times, tribune, herald, journal, gazette, \
     board, inc, inc., ltd, ltd., llc, gmbh, kg, plc, corp, corp., редакция, 通信, 新闻, 通讯社, 編集部, 编辑部",
    )
});

/// Posts that stand alone where a name is meant, and name nobody.
pub(super) static NOBODY: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "admin, administrator, webmaster, staff writer, staff writers, staff reporter, staff, editor, \
     reporter, author, guest, guest author, guest writer, anonymous, unknown, contributor, \
     writer, correspondent, our correspondent, editors, none, null, undefined, user, super user, \
     root, n/a, various, various authors, redaktor, autor, gastautor, special correspondent, \
     contributing writer, senior reporter, news editor, columnist, journalist, freelance, \
     freelance writer",
    )
});

/// Family names of two Han characters.
pub(super) static COMPOUND: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "欧阳, 歐陽, 司马, 司馬, 上官, 诸葛, 諸葛, 东方, 東方, 皇甫, 尉迟, 尉遲, 公孙, 公孫, 慕容, 令狐, 宇文, 长孙, 長孫, 司徒, 夏侯, 轩辕, 軒轅, \
     端木, 南宫, 南宮, 独孤, 獨孤, 申屠, 太史, 闻人, 澹台, 남궁, 황보, 제갈, 선우, 독고, 사공, 서문",
    )
});

/// Frequent Chinese family names of one character, in both hands.
pub(super) const CHINESE: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范石廖贾賈夏韦韋付傅方白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯";

/// Frequent Japanese family names, all of two characters or more; a Japanese
/// name without a space cannot be parted otherwise.
pub(super) static JAPANESE: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "佐藤, 鈴木, 高橋, 田中, 伊藤, 渡辺, 渡邊, 山本, 中村, 小林, 加藤, 吉田, 山田, 佐々木, 山口, 松本, 井上, 木村, 斎藤, 斉藤, 清水, 山崎, 阿部, \
     池田, 橋本, 山下, 石川, 中島, 前田, 藤田, 小川, 後藤, 岡田, 長谷川, 村上, 近藤, 石井, 坂本, 遠藤, 青木, 藤井, 西村, 福田, 太田, 三浦, 藤原, \
     岡本, 松田, 中川, 中野, 原田, 小野, 田村, 竹内, 金子, 和田, 中山, 石田, 上田, 森田",
    )
});
