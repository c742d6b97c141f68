"""Given names that nearly all their bearers share with one gender, in many languages.

From a full name to "f", "m" or None. A name that is common with both (Kim, Robin, Sasha) is in no list.
A title or a noun of the text ("Mrs", "his wife") tells more, and is asked first.
"""

from __future__ import annotations

from geomap.movement.lexicon import words

_FEMALE = words("""
    abigail ada agatha agnes agnieszka aisha alice alicia amalia amanda amelia amina amy ana anastasia
    andrea angela anita ann anna anne annie antonia astrid ayesha barbara beatrice beatriz bella
    birgit bridget brigitte camila carla carmen carol caroline catarina catherine cecilia charlotte
    chiara christina christine clara claire claudia cynthia daniela deborah denise diana dolores
    dorothy edith eileen elena eleanor elisabeth elizabeth ella ellen elsa emily emma erika esther
    eva evelyn fatima fatou fiona florence frances francesca frida gabriela georgia gertrude gloria
    grace greta hanna hannah harriet heather heidi helen helena helga henrietta hilda ida inez inga
    ingrid irene irina iris isabel isabella ivana jane janet jasmine jennifer jessica joan joanna
    josephine judith julia juliana karen karin katarina kate katharina katherine kathleen katja
    kirsten laila larissa laura layla leila lena lily linda lisa louise lucia lucy ludmila luisa
    madeleine magdalena maja malala margaret margarita maria marianne marie marina marta martha mary
    matilda maya megan melissa mercedes michelle mina miriam monica nadezhda nadia nancy naomi
    natalia natasha nellie nicole nina noor nora olga olivia paola patricia paula pauline penelope
    petra priya rachel rebecca regina renata rosa rose ruth sabine samantha sandra sara sarah sofia
    sonia sophia sophie stella susan susanna svetlana sylvia tatiana teresa theresa tina ursula
    valentina vera veronica victoria violet virginia wendy yasmin yolanda yvonne zainab zara zoe
""")
_MALE = words("""
    aaron abdul abdullah abraham adam ahmad ahmed alan albert alejandro alexander alexei alfred ali
    andreas andrew andrei anthony antonio arthur austin benjamin bernard bjorn boris brian bruno carl
    carlos charles christopher claude daniel david dennis diego dmitri dmitry donald douglas edgar
    edmund eduardo edward emil enrique eric erik ernest ernesto farid felipe ferdinand fernando
    francisco frank franz fred frederick friedrich gabriel geoffrey george gerald giovanni giuseppe
    gordon graham gregory guido gustav hamid hans harold harry hassan heinrich henri henry herbert
    herman hugo hussein ibrahim igor isaac ivan jack jacob jakob jakub james jan jason javier jens
    joachim johan johann john jonathan jorge jose joseph joshua juan jules julius karim karl keith
    kenneth kevin khalid klaus konrad kurt lars lawrence leo leonard leon leopold louis lorenzo luca
    luc luigi luis lukas mads magnus manuel marco marek mario mark martin matthew matthias maurice max
    mehmet michael miguel mikhail mohamed mohammed muhammad mustafa nelson nicholas nikolai nils
    norman olaf oleg oliver omar oscar otto owen pablo patrick paul pavel pedro peter philip
    phileas pierre pietro rafael ralph ramon raymond ricardo richard robert roberto rodrigo roger
    roland rolf ronald rudolf salman samir samuel sebastian sergei sergey sergio simon stanislav
    stefan stephen steven sven theodore thomas timothy tobias umar vasily victor viktor vincent
    vladimir volodymyr walid walter werner wilhelm william wim wolfgang yuri yusuf
""")


def gender_of(name: str) -> str | None:
    """Give the gender that a person's given name tells, None where it tells none."""
    first = (name.split(maxsplit=1) or [""])[0].lower()
    return "f" if first in _FEMALE else "m" if first in _MALE else None
