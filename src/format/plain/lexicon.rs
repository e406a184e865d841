//! What the pages of the press say around their articles, in some fifteen
//! languages.
//!
//! The tables only lower a line's score; none of them deletes anything, so a
//! phrase that is missing or too many costs little. They are folded as
//! [`super::words::fold`] folds a line: small letters, no signs.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};

use super::phrases::Phrases;

/// Lines that open a thread of comments: nothing behind them is the article.
pub(super) static THREAD: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "leave a reply *, leave a comment *, post a comment *, add a comment, add your comment, add new comment, add comment,
        write a comment, write comment, join the conversation *, join the discussion *, comment, comments, response, responses,
        reply, replies, no comments *, no responses *, comments are closed *, comments on *, comments for *, thoughts on *, responses to *,
        show comments *, view comments *, load comments *, read comments *, show all comments, view all comments, all comments *,
        show comment *, view comment *, discussion, reader comments *, have your say *, what do you think *,
        kommentar, kommentare, kommentare zu *, kommentare schreiben, kommentar schreiben, kommentar hinzufügen, kommentieren,
        antwort, antworten, antworten zu *, schreibe einen kommentar *, hinterlasse *, hinterlassen sie *, ein kommentar, keine kommentare *,
        laisser un commentaire *, laissez un commentaire *, commentaire, commentaires, ajouter un commentaire, réagir, réactions,
        deja un comentario *, deja tu comentario *, deja una respuesta *, comentario, comentarios, dejar un comentario,
        commento, commenti, lascia un commento *, commenta, deixe um comentário *, deixe uma resposta *, comentário, comentários,
        reactie, reacties, reacties op *, geef een reactie *, plaats een reactie *, komentarz, komentarze *, komentarzy,
        dodaj komentarz *, zostaw komentarz *, zostaw odpowiedź *, napisz komentarz, komentáře, přidat komentář *, napsat komentář *,
        diskuse, diskusia, hozzászólás, hozzászólások, szólj hozzá, kommentit, kommentoi, kommentarer, skriv kommentar, legg igjen *,
        lämna en kommentar *, lämna ett svar *, σχόλια *, σχόλιο, αφήστε *, προσθήκη σχολίου, комментарии *, комментарий, комментариев,
        добавить комментарий *, оставить комментарий *, коментарі *, коментари *, додати коментар *, yorum, yorumlar, yorum yap *, yorum yaz *,
        comentarii, lasă un răspuns *, lasă un comentariu *, komentari, komentar, ostavi komentar *, tulis komentar *, bình luận *,
        التعليقات, تعليقات, تعليق, اترك تعليقا *, اترك رد *, תגובות, הוסף תגובה, टिप्पणियाँ, 评论, 評論, コメント, 댓글",
    )
});

/// Other lines where an article is over or has not begun.
pub(super) static BREAK: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "most read *, most popular *, most viewed *, most shared *, most commented *, more read *, more popular *, more from *, more on *, more in *,
        more stories *, more news *, more coverage *, more like this, related, related articles *, related article, related stories *,
        related story, related posts *, related content *, related topics *, related news *, related links *, related coverage *, related items,
        you may also like *, you might also like *, you may like *, you might like *, you may be interested *, you might be interested *,
        recommended *, trending *, popular, popular posts, popular stories, popular now, top stories, latest news, latest stories, latest posts, latest,
        don t miss, read next, read more, read also, up next, next article, next post, next story, previous article, previous post, previous story,
        share this *, tag, tags, filed under *, topic, topics, about the author *, about author, sign up *, subscribe *, newsletter *,
        editor s picks, editors picks, in this section, in this story, from the web, around the web, sponsored content, promoted stories, also on *,
        antwort abbrechen, verwandte artikel, verwandte themen, das könnte sie *, das könnte dich *, mehr zum thema *, mehr zu *, weitere artikel *,
        weitere meldungen *, weitere nachrichten *, weitere beiträge *, weitere themen *, ähnliche artikel *, ähnliche beiträge *, lesen sie auch *,
        auch interessant *, meistgelesen *, schlagwörter, schlagworte, stichworte, teilen, teilen mit, artikel teilen, diesen artikel teilen *, nach oben, zum thema,
        articles liés, articles similaires, articles associés, à lire aussi *, lire aussi *, sur le même sujet, sur le même thème, les plus lus,
        artículos relacionados, noticias relacionadas, te puede interesar *, también te puede *, lea también *, lee también *, más noticias *, más leídas *,
        más leídos, lo más leído *, más sobre *, etiquetas, leggi anche *, articoli correlati, potrebbe interessarti *, ti potrebbe interessare *, leia também *, leia mais *,
        veja também *, mais lidas, relacionadas, artigos relacionados, notícias relacionadas, lees ook *, meer over *, gerelateerd *, meest gelezen,
        czytaj także *, czytaj też *, czytaj również *, czytaj więcej *, zobacz także *, zobacz też *, zobacz również *, zobacz więcej *,
        polecane *, powiązane *, najpopularniejsze, najczęściej czytane, přečtěte si také *, související *, čítajte tiež *, súvisiace *,
        kapcsolódó *, olvasta már *, lue myös *, luetuimmat, läs också *, läs mer *, les også *, læs også *, mest lest, mest læst, mest läst,
        διαβάστε επίσης *, διαβάστε ακόμα *, διαβάστε περισσότερα *, σχετικά *, δείτε επίσης *, δείτε ακόμα *, читайте также *, читайте ещё *, по теме, похожие *,
        читайте також *, прочетете още *, още по темата, ilgili haberler *, benzer haberler *, citește și *, citeşte şi *, pročitajte *, povezane *, preberite *,
        baca juga *, berita terkait *, tin liên quan, xem thêm *, اقرأ أيضا *, اقرأ ايضا *, مواضيع ذات صلة *, כתבות נוספות, 相关阅读, 相关新闻, 相关文章, 相關新聞, 延伸閱讀, 関連記事, 関連ニュース, 关键词, 관련기사, 관련뉴스",
    )
});

/// Lines of buttons, notices and advertisements, which may stand inside an article.
pub(super) static NOTICE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "advertisement, advertising, advertisment, ad, anzeige, werbung, publicité, publicidad, pubblicità, publicidade, advertentie, reklama, reklame, reklam, annons, anuncio, anúncio, tangazo, quảng cáo, إعلان, פרסומת, विज्ञापन, 広告, 广告, 廣告, 광고, แชร์, ทวีต, ไลน์, シェア, ツイート, 分享, 공유, annonse, mainos, реклама, διαφήμιση, iklan, hirdetés,
        continue reading *, story continues *, article continues *, print, share, tweet, pin, email, e mail, facebook, twitter, whatsapp, linkedin, reddit, telegram,
        instagram, youtube, pinterest, messenger, copy link, link copied, cite, comment, upload, translate, updates, close, menu, search, home, login, log in, sign in, register,
        back to top, back to *, skip to *, drucken, suche, impressum, datenschutz *, kontakt, getty, getty images, reuters, ap, afp, play, pause, loading *,
        social sharing, get started, read more *, see also *, also read *, watch *, photo, photos, video, image, gallery, view gallery *, view photos *, view image *, view photo *, show more, show less, view more,
        shares, share this article, min read, minute read, minutes read, views, view, likes, like, embed, follow, follow us *, following, followers, you must be logged in *,
        please log in *, please sign in *, please enable *, listen *, listen to this article, lesezeit *, lesedauer *, merken, artikel anhören, vorlesen, partager, imprimer, compartir, imprimir, condividi, stampa,
        compartilhar, delen, udostępnij, drukuj, sdílet, zdieľať, jaa, dela, del, поделиться, поделитесь, печать, κοινοποίηση, εκτύπωση, paylaş, bagikan, font size, text size, aa, save, saved, bookmark, report, report an error",
    )
});

/// What stands before a colon and the headline of another article.
pub(super) static ELSEWHERE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "related, related article, related story, related coverage, related stories, related video, read more, read also, also read, read next, see also, also see, see more, more on this, watch, watch also, read, don t miss, you may also like, recommended, explained,
        lesen sie auch, lesen sie mehr, lies auch, lesen sie dazu, lesen sie hier, mehr zum thema, mehr dazu, auch interessant, siehe auch, zum thema, lire aussi, à lire aussi, à lire, lire, voir aussi, à voir, sur le même sujet, lea también, lee también, lea además, le puede interesar, te puede interesar, también te puede interesar, vea también, mira también, más información,
        leggi anche, vedi anche, leggi, leia também, leia mais, veja também, saiba mais, lees ook, lees verder, meer over, kijk ook, czytaj także, czytaj też, czytaj również, przeczytaj także, przeczytaj też, zobacz także, zobacz też, zobacz również, čtěte také, přečtěte si také, přečtěte si, čtěte, čítajte aj, prečítajte si, čítajte tiež, olvasta már, ezt is olvassa el, kapcsolódó,
        lue myös, lue lisää, katso myös, läs också, läs även, läs mer, se också, les også, les mer, se også, læs også, læs mere, διαβάστε επίσης, διαβάστε ακόμα, διαβάστε ακόμη, διαβάστε περισσότερα, δείτε επίσης, читайте также, читайте ещё, смотрите также, читайте також, читайте ще, дивіться також, прочетете още, вижте още, прочетете също, ilgili haber, bunları da okuyun, ayrıca okuyun, citește și, citeşte şi, citiți și, vezi și, pročitajte i, pročitajte još, čitajte i, preberite še, preberi še, loe ka, lasi arī, lasi vēl, skaitykite taip pat, taip pat skaitykite, baca juga, simak juga, lihat juga, baca lagi, xem thêm, đọc thêm, اقرأ أيضا, اقرأ أيضاً, اقرا ايضا, إقرأ أيضا, شاهد أيضا, بیشتر بخوانید, קראו עוד, ראו גם, यह भी पढ़ें, ये भी पढ़ें, 延伸閱讀, 相关阅读, 关联阅读, 相关报道, 関連記事, 관련기사, 관련 기사",
    )
});

/// Phrases that make the line around them a notice.
pub(super) static NOTICE_INSIDE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "all rights reserved, alle rechte vorbehalten, tous droits réservés, todos los derechos reservados, tutti i diritti riservati, todos os direitos reservados, wszelkie prawa zastrzeżone, με επιφύλαξη παντός,
        accept cookies, accept all cookies, use of cookies, uses cookies, use cookies, our cookie, cookie policy, cookie settings, verwendet cookies, cookies zu,
        terms of use, terms of service, terms and conditions, privacy policy, privacy notice, newsletter*, klicken sie auf, klicken sie hier, click here to, mit einem klick, mit dem klick,
        we want to hear what you, we want to hear from you, get the latest news, get the latest stories, get the latest updates, download the app, download our app, get the app, get our app,
        privatsphäre, submit a letter, this video can, this video has, enable javascript, your browser, ihr browser, adblock*, ad blocker, disclaimer, sign up for, to your inbox, subscribe to our, subscribe now,
        auto generated from a syndicated feed, from a syndicated feed, support our journalism, become a member, log in to, create an account, must be logged in, reproduced without permission",
    )
});

/// Words of a row of buttons.
pub(super) static BUTTONS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "print, share, tweet, email, e, mail, facebook, twitter, pinterest, whatsapp, linkedin, comment, cite, save, mehr, drucken, teilen, reddit, telegram, instagram, upload, translate, updates,
        messenger, tumblr, copy, link, pocket, flipboard, xing, pin, like, more, merken, partager, compartir, x, vk, viber, skype, sms, bookmark, on, via, this, threads, bluesky, mastodon, youtube, rss",
    )
});

/// Words of credits under pictures.
pub(super) static CREDIT: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "photographer, photograph, photography, photographie, photos, photo, foto, fotos, image, imagen, imagem, bild, bilder, fotograf*, illustration, ilustr*, grafik, infographie, credit, crédit, crédito,
        wikimedia, getty, shutterstock, courtesy, φωτο, φωτογραφία, фото, zdjęcie, fot, kuva, kép",
    )
});

/// Words that, before a colon, begin the line under a picture.
pub(super) const CAPTION_LABELS: &[&str] = &[
    "photo",
    "photograph",
    "image",
    "picture",
    "photo credit",
    "image credit",
    "foto",
    "bild",
    "credit",
    "zdj",
    "fot",
    "crédit",
    "quelle",
    "caption",
    "above",
    "pictured",
    "left",
    "right",
    "enlarge this image",
    "photos",
    "fotos",
    "φωτο",
    "фото",
    "media caption",
    "image caption",
    "image copyright",
    "crédit photo",
    "kuva",
    "illustration",
    "immagine",
    "imagen",
    "credits",
    "bildquelle",
    "fotoquelle",
    "사진",
    "写真",
];

/// What is said of those whom a picture shows.
pub(super) static PICTURED: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "pictured at, pictured from, pictured in, pictured right, pictured left, from left, second left, second right, third left, left and, image caption, media caption, in this photo, in this image, in this file, photo provided, von links, v l n r, im bild, auf dem bild, auf dem foto, archivbild, archivfoto, de gauche à droite, sur la photo, sur cette photo, de izquierda a derecha, en la foto, en la imagen, da sinistra, nella foto, na foto, da esquerda para a direita, van links, op de foto, na zdjęciu, od lewej, na snímku, zleva, na fotografii, på billedet, på bildet, på bilden, fra venstre, från vänster, kuvassa, на фото, на снимке, слева направо, на світлині, στη φωτογραφία, fotoğraf, no attēla, nuotraukoje",
    )
});

/// Beginnings of what is said to readers at the end of an article: of
/// subscriptions and networks.
pub(super) static FAREWELL: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "subscribe, sign up, follow us, follow me, follow him on, follow her on, follow them on, write to, email us, contact us, send us, reach us, listen live, listen to, download our, join our, get our, as a subscriber,
        add us, abonnieren sie, folgen sie uns, als abonnent, als abonnentin, als abonnee, abonneer, volg ons, abonnez vous, suivez nous, suscríbe*, síguenos, siga nos, assine, inscreva se, abbonati, seguici, iscriviti, se sei abbonato, obserwuj nas, subskrybuj, sledujte nás, předplaťte, kövessen *, iratkozzon *, seuraa meitä, tilaa, følg oss, følg os, följ oss, prenumerera,
        подпис*, підпис*, следите за, абонирай*, ακολουθήστε, εγγραφείτε, abone ol, abone olun, takip edin, abonează te, urmărește ne, pratite nas, pretplatite se, spremljajte nas, ikuti kami, berlangganan, theo dõi, اشترك, تابعونا, تابعنا",
    )
});

/// Words to subscribers in scripts that part no words.
pub(super) const MEMBERS: &[&str] =
    &["会員限定", "会員登録", "会員の方", "订阅", "關注我們", "关注我们", "訂閱", "구독", "購読"];

/// Finds any of some words in one pass; if `folds`, in any case of letters.
fn any_of(words: &[&str], folds: bool) -> AhoCorasick {
    let built = AhoCorasickBuilder::new().ascii_case_insensitive(folds).build(words);
    built.expect("a table of words is far below the limits of the automaton")
}

/// Words that make the line in which they stand one under a picture.
pub(super) static CAPTION_ANYWHERE: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = [
        "file photo",
        "(file)",
        "getty images",
        "photo by",
        "symbolbild",
        "image credit",
        "photo credit",
        "image copyright",
        "(archiv",
    ];
    any_of(&words, true)
});

/// Whether any of [`AGENTS`] stands in a line.
pub(super) static AGENT_ANYWHERE: LazyLock<AhoCorasick> = LazyLock::new(|| any_of(AGENTS, false));

/// Who makes the pictures of the press, as credits write it.
pub(super) const AGENTS: &[&str] = &[
    "AP",
    "AFP",
    "EPA",
    "dpa",
    "Reuters",
    "REUTERS",
    "PA",
    "PAP",
    "Shutterstock",
    "iStock",
    "Alamy",
    "Unsplash",
    "Flickr",
    "Getty",
    "GETTY",
    "APA",
    "EFE",
    "ANSA",
    "EPA-EFE",
    "IMAGO",
    "imago",
    "Keystone",
    "picture-alliance",
];

/// Beginnings of lines that speak to the visitor of a site.
pub(super) static VISITOR: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "follow, about, share, sign, subscribe, please, click, login with, welcome to, listen, watch live, log in, register, download, get the, enter your, skip, home, you are here, hai salvato, non hai, salva, try, this ad,
        zurück, back, previous, next, weiter, volver, retour, retourner, torna, voltar, wróć, powrót, terug, tilbage, tilbake, tillbaka, takaisin, zpět, späť, suche, search, anmelden, einloggen, abonn*, iscriviti,
        suscríbe*, inscreva, accedi, read, lesen, ihre meinung, ihr browser, ihre browser, your browser, javascript, cookie, cookies",
    )
});

/// Beginnings of the links that lead past a menu: no headline begins so.
pub(super) static SKIP: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "skip to, skip navigation, accessibility links, accessibility for screenreader, accessibility statement, jump to content, zum inhalt, zum hauptinhalt, zur navigation, zur suche, direkt zum, aller au contenu, ir al contenido, saltar al contenido, ir para o conteúdo, pular para, vai al contenuto, naar de inhoud, naar hoofdinhoud, przejdź do, přejít k, přejít na, hoppa till, gå til, hopp til, siirry, ugrás a, перейти к, перейти до, μετάβαση, içeriğe, langsung ke",
    )
});

/// Labels above a film or a gallery.
pub(super) static FILM: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "video, videos, vídeo, play video, watch video, watch videos, play, now playing, gallery, galerie, podcast, audio",
    )
});

/// Words before a date of change.
pub(super) static CHANGED: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "updat*, modif*, aktualis*, änderung*, geändert*, ausdruck*, atualiz*, actualiz*, aggiorn*, mis à jour, mise à jour, bijgewerkt, edited, zuletzt, stand, zmian*, oppdatert, uppdater*, päivitetty, opdateret,
        aktualizováno, aktualizované, обновлено, оновлено, güncelle*, ενημέρωση, ενημερώθηκε, frissítve, actualitzat, azuriran*, تحديث, 更新, 수정",
    )
});

/// Words before the date of a reading, a copy or a printout.
pub(super) static READ: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "viewed, accessed, retrieved, cited, printed, copyright, abgerufen, consulté, consultado, archived, saved, zugriff",
    )
});

/// Words before the date of publication.
pub(super) static PRINTED: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "publi*, posted, veröff*, erschienen, erstellt, geschrieben, vom, data, date, dodan*, gespeichert, opublik*, postad, objavl*, közz*, julkaist*, on, опубликован*, опубліковано, yayın*, δημοσιε*, datum, fecha, first, created, 发布, 公開, 배포, 입력",
    )
});

/// Words for how long ago.
pub(super) static AGO: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "second, seconds, minute, minutes, min, mins, hour, hours, day, days, week, weeks, month, months, year, years, minuten, stunde, stunden, tag, tagen, wochen, woche, monat, monaten, jahr, jahren",
    )
});

/// Verbs after the name of someone who comments: “Anna says:”.
pub(super) const SAYS: &[&str] =
    &["says", "said", "schrieb", "sagt", "meint", "writes", "dice", "dit", "wrote"];

/// Whether any of [`CITED`] stands in a line, in any case of letters.
pub(super) static CITED_ANYWHERE: LazyLock<AhoCorasick> = LazyLock::new(|| any_of(CITED, true));

/// What a ready-made citation says.
pub(super) const CITED: &[&str] = &[
    "retrieved from",
    "retrieved ",
    "[cited ",
    "accessed:",
    "accessed ",
    "available from",
    "available at:",
    "available:",
    ", viewed ",
    "[internet]",
    "[online]",
    "cite this",
    "bibtex",
];
