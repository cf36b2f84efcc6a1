/** Verbs in -ize, and -ization, without that ending. */
const IZE = `author canonical capital categor custom emphas equal final general harmon initial local maxim memo minim
  modern normal optim organ parameter penal prior random recogn sanit serial standard stabil summar synchron synthes
  token uninitial unrecogn util visual`;
/** Words in -or, without that ending. */
const OR = "behavi col fav flav harb hon lab neighb rum vap";
/** Verbs in -yze, without that ending. */
const YZE = "anal catal paral";
/** Verbs in -l that American spelling doesn't double. */
const SINGLE_L = "cancel channel dial initial label level model signal total travel tunnel";
const OTHERS = `acknowledgement:acknowledgment ageing:aging amongst:among analogue:analog artefact:artifact
  catalogue:catalog centre:center defence:defense fibre:fiber fulfil:fulfill grey:gray judgement:judgment
  learnt:learned licence:license litre:liter metre:meter mould:mold offence:offense practise:practice
  pretence:pretense programme:program sceptical:skeptical skilful:skillful spelt:spelled theatre:theater
  towards:toward whilst:while`;

const IZE_FORMS = ["e", "ed", "es", "er", "ers", "ing", "ation", "ations", "able"];
const OR_FORMS = ["", "s", "ed", "ing", "able", "al", "ful", "ite", "ites"];
// Not "analyses": it is also the plural of "analysis".
const YZE_FORMS = ["e", "ed", "er", "ers", "ing"];
const SINGLE_L_FORMS = ["ed", "ing", "er", "ers"];

/** British spellings with the American ones, in lower case. AWS and Terraform use the American ones. */
export const BRITISH_SPELLINGS: readonly (readonly [british: string, american: string])[] = [
  ...formsOf(IZE, "is", "iz", IZE_FORMS),
  ...formsOf(OR, "our", "or", OR_FORMS),
  ...formsOf(YZE, "ys", "yz", YZE_FORMS),
  ...formsOf(SINGLE_L, "l", "", SINGLE_L_FORMS),
  ...OTHERS.split(/\s+/).flatMap((pair): [string, string][] => {
    const [british = "", american = ""] = pair.split(":");
    return [
      [british, american],
      [`${british}s`, `${american}s`],
    ];
  }),
];

function formsOf(stems: string, british: string, american: string, endings: readonly string[]): [string, string][] {
  return stems
    .split(/\s+/)
    .flatMap((stem) =>
      endings.map((ending): [string, string] => [`${stem}${british}${ending}`, `${stem}${american}${ending}`]),
    );
}
