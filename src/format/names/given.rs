//! Parts a line of several names with nothing between them.
//!
//! Knows a few hundred given names of the press. Where one of them follows a
//! word that is none, a new name begins: “Anna Maria Berg Jonas Holm”. Given
//! names that are frequent as family names, too, are left out.

use std::sync::LazyLock;

use super::cut::is_name_word;
use super::person::is_particle;
use super::words::Words;

/// Given names, without accents where they are often left out.
static GIVEN: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "adam, adrian, agnieszka, ahmed, aisha, alan, alba, aleksandra, alejandro, alessandro, alex, alexandra, ali, alice, alicia, alina, amanda, amelie, amir, amy, ana, anders, andrea, andrei, andrew, andrzej, andy, angela, anita, anja, ann, anna, anne, annika, antje, antoine, antonio, arjun, arne, astrid, aurelie, barbara, bartosz, ben, benjamin, bernd, birgit, bjorn, björn, brian, camille, carla, carlos, carmen, caroline, catherine, cecilia, charlotte, chris, christian, christina, christine, christoph, christopher, clara, claudia, claire, daniela, danielle, dave, deborah, diana, diego, dieter, dirk, dmitri, dmitry, eduardo, ekaterina, elena, elif, elisabeth, elizabeth, ella, emily, emma, emre, enrique, eric, erik, erika, esther, eva, fabian, fatima, federico, felix, fernando, finn, florian, francesca, francesco, françois, frank, franziska, frederik, fredrik, gabriela, giovanni, giulia, giuseppe, greta, guillaume, hanna, hannah, hanne, hans, heike, heather, helen, helena, helga, henrik, ignacio, inga, inge, ines, ingrid, irina, isabel, isabelle, ivan, jaime, jakob, jakub, jan, jana, jane, janet, jasmin, javier, jean, jeff, jennifer, jens, jeremy, jesus, jessica, jim, joachim, joana, joanna, jochen, joe, johanna, johannes, john, jonas, jonathan, jorge, josé, jose, joseph, josh, joão, juan, julia, julie, jürgen, kai, karen, karin, karsten, kasia, kate, katarina, katarzyna, katharina, katherine, kathrin, katja, katrin, kevin, kim, kirsten, klaus, kristin, krzysztof, lars, laura, lea, lena, leo, leonie, lisa, louise, luca, lucas, lucia, lucie, luis, luisa, lukas, magdalena, maja, malin, manuel, marc, marcel, marco, marcus, margaret, maria, maría, marie, mariana, marina, mario, mark, markus, marlene, marta, martina, mary, mateusz, mathias, matt, matteo, matthias, matthew, mehmet, mia, michael, michał, michel, michelle, miguel, mike, mikael, mohamed, mohammed, monica, monika, mustafa, nadia, nadine, natalia, natalie, natasha, nicolas, nicole, nils, nina, niklas, nora, olga, oliver, olivia, olivier, omar, oskar, pablo, pascal, patricia, patrick, paula, paulina, paweł, pedro, peter, petra, philipp, philippe, pierre, piotr, priya, rachel, raúl, raj, rahul, rebecca, renate, ricardo, rita, roberto, roland, rosa, ruth, sabine, samantha, samuel, sandra, sara, sarah, sebastian, sergei, sergio, silke, silvia, simone, sofia, sonja, sophie, stefan, stefanie, stephanie, stephen, steve, steven, susan, susanne, svenja, sven, sylvia, tanja, tatjana, teresa, theresa, thorsten, tim, tobias, tom, tomasz, torsten, ulrich, ulrike, ursula, ute, uwe, valentina, valeria, vanessa, vera, verena, victoria, virginia, vladimir, wolfgang, xavier, yasmin, yusuf, yves, zoe",
    )
});

/// The names in a line of them, where given names tell where each begins; the
/// whole otherwise. A name has at least two words.
pub(crate) fn each(words: &str) -> Vec<String> {
    let all: Vec<&str> = words.split(' ').collect();
    let is_plain = |word: &&str| is_name_word(word) && !is_particle(&word.to_lowercase());
    if all.len() < 4 || !all.iter().all(is_plain) || !is_given(all[0]) {
        return vec![words.to_owned()];
    }
    let mut names: Vec<Vec<&str>> = vec![Vec::new()];
    for (rank, word) in all.iter().enumerate() {
        let begins = is_given(word)
            && rank + 1 < all.len()
            && names.last().is_some_and(|name| name.len() >= 2)
            && !is_given(all[rank - 1]);
        if begins {
            names.push(Vec::new());
        }
        if let Some(name) = names.last_mut() {
            name.push(word);
        }
    }
    names.into_iter().map(|name| name.join(" ")).collect()
}

fn is_given(word: &str) -> bool {
    let small = word.to_lowercase();
    GIVEN.has(small.split('-').next().unwrap_or(&small))
}

#[cfg(test)]
mod tests {
    use super::each;

    #[test]
    fn a_given_name_behind_a_family_name_begins_a_name() {
        assert_eq!(each("Anna Maria Berg Jonas Holm"), ["Anna Maria Berg", "Jonas Holm"]);
        assert_eq!(
            each("Lena Voss Jan-Peter Kamp Ute Roth"),
            ["Lena Voss", "Jan-Peter Kamp", "Ute Roth"]
        );
    }

    #[test]
    fn one_name_of_many_words_stays_one() {
        for name in [
            "Juan Carlos Muñoz García",
            "Anna Maria Luisa Berg",
            "Piet van den Berg",
            "Jan Berg",
            "Nomsa Dube Jan Khumalo",
            "Eva Stone Holm Maria",
        ] {
            assert_eq!(each(name), [name]);
        }
    }
}
