"""Invented names: common first names, and surnames that nobody has."""

WOMEN = [
    "Anna", "Bente", "Birgit", "Camilla", "Dorthe", "Ellen", "Else", "Emma", "Gerda", "Gitte",
    "Hanne", "Helle", "Ida", "Inge", "Ingrid", "Jette", "Karen", "Katrine", "Kirsten", "Lene",
    "Line", "Lone", "Louise", "Maja", "Marianne", "Mette", "Nanna", "Pernille", "Pia",
    "Randi", "Rikke", "Sanne", "Signe", "Sofie", "Susanne", "Tina", "Tove", "Ulla", "Vibeke",
    "Winnie", "Åse",
]  # fmt: skip
MEN = [
    "Aksel", "Allan", "Anders", "Bent", "Bjarne", "Brian", "Carl", "Christian", "Dan", "Erik",
    "Finn", "Flemming", "Frank", "Henning", "Henrik", "Ib", "Jakob", "Jan", "Jens", "Jesper",
    "Jonas", "Karsten", "Kim", "Kurt", "Lars", "Leif", "Mads", "Mikkel", "Mogens", "Niels",
    "Ole", "Palle", "Per", "Peter", "Poul", "Rasmus", "Søren", "Thomas", "Torben", "Ulrik",
    "Viggo", "Åge",
]  # fmt: skip
SURNAMES = [
    "Aakærlund", "Askebrink", "Birkemose", "Bjergskov", "Brinkholt", "Dybenkær", "Egelykke",
    "Elmetoft", "Engvang", "Fasanlund", "Fjordbæk", "Gravlund", "Grønhave", "Hasselbo",
    "Hedetoft", "Hjulmose", "Højager", "Højlykke", "Kastanjebo", "Kildebrink", "Klintedal",
    "Kongslykke", "Lærkedal", "Lindebrink", "Lyngbakke", "Lyskær", "Mejsetoft", "Mosevang",
    "Musvang", "Møllelykke", "Nattergård", "Nørreskær", "Odderbæk", "Pilebrink", "Poppelgård",
    "Ravnsholt", "Rosenkær", "Rugager", "Rønnebæk", "Sivkær", "Skovlykke", "Slåenkær",
    "Solbakkeby", "Spurvegård", "Stenager", "Stærevang", "Svalebæk", "Sølykke", "Tjørnekær",
    "Tranemose", "Ugletoft", "Vibelund", "Vildrosegård", "Vinterbæk", "Væselund", "Ærtemose",
    "Ørnelykke", "Østerkær", "Ågerbo",
]  # fmt: skip
