"""The codes of languages that the engine knows: those of golang.org/x/text, from which it takes them."""

import re
from functools import cache

# First letter -> words of a second letter and the third letters that may follow: "ab d-g" stands for ab, ad, ae, af, ag
# after the second letter. Made by asking that library (0.40) for each of the 17,576 codes of three letters.
_CODES = {
    "a": (
        "aa-ik-xz ba-z cabdefhik-np-z dabd-jln-uw-z ea-ek-nqrsuwyz fabdeghiknopr-uz ga-z habghik-prst "
        "ia-twxy jaginpstuwz ka-mo-z la-z mabce-z na-z oa-nr-uxz pa-z qacdgk-nprtz ra-eg-z sa-z ta-eg-z "
        "ua-uw-z vabdeik-os-v wa-eghikmnor-y xbegklmx ya-eghik-uxyz za-egjmnotz"
    ),
    "b": (
        "aa-z ba-z ca-wyz da-z ea-z fa-uw-z ga-gi-z ha-z ia-hj-z ja-z ka-df-z la-tv-z ma-z na-gi-z oabd-z "
        "pa-eg-z qa-df-z ra-z sabce-y ta-z ua-z va-rt-z wa-uw-z xa-su-xz ya-tv-z za-z"
    ),
    "c": (
        "aa-z ba-eg-lnoq-wy cacdeghjl-s dac-jmnorsyz eabgklnsty fadgm gacgk ha-rt-z ia-ehkmnprwy "
        "jaehikm-prsvy kabhl-oq-vxyz lacdeh-motuwy macegik-orst nabcghiklo-uwx oa-hj-z pabcefginopsuxy "
        "qdu ra-tv-z sa-z tacdeghl-pstuyz uabcg-mo-y vgn wabdegt xh yabmo zehknot"
    ),
    "d": (
        "aac-su-z babd-gijl-rt-wy ccr dadegijnorsw ec-ik-np-suvz ga-eghiklnor-uwxz hadgil-orsu-x ia-df-z "
        "ja-fi-oruw kagklrsx lgkmn ma-gk-orsu-y nadegijknort-wy oabcefhikln-tv-z pp ra-eghilnoq-uwy "
        "sbehiklnoqz tabdhikm-pr-uy ua-z va waklrsuwyz yabdgimnoruy zadeglno"
    ),
    "e": (
        "aa bcgkoru crsy ee faei galmoxy hsu iptv ja kacegiklmopry lehiklmopux mabegikm-qsuw-z "
        "na-dfghl-oqru-x ot pio raghikorstw seghik-oqstuxy tbchnor-uxz udqs vehn weo xt yao zae"
    ),
    "f": (
        "aabdf-pr-uxyz bl cs er fim gr iaefjlnprtuw kkv lahilnry mpu nbgi odimnrsx pe qs racdekmo-ty sels "
        "ub-fhijlmnqrtuvy vr wae"
    ),
    "g": (
        "aa-z ba-su-z cc-flnrt da-oq-ux ea-df-moqrsv-z fktx gabdegklnortuw hacehklnorst ia-eghil-uw-z "
        "jikmnru kadenopu la-eg-loruvwy mabdeghlmnqru-z na-eg-oqrtuwz oa-z paen qainru ra-eg-kmnoq-z "
        "segl-psw taiu ua-xz vacefjl-prsy wa-gijmnrtuwx xx yabd-gil-oryz zain"
    ),
    "h": (
        "aa-z babnosu cah dnsy eabdghimr gmw hiry iabdf-ortwx ji kaehkns labdetu ma-z nadeg-jnosu "
        "oa-eh-moprstvwyz pos racekmoprt-xz sbhlns tiosux ub-z vceknv waco yaewx"
    ),
    "i": (
        "ainpr babdeghil-oruy caehlr da-eior-u fabefkmuy gbegl-osw hbipw iinr jcejnos kehiklopr-xz "
        "labegiklmopsuvw maeilnorsty na-eghjl-pstz oruw piko quw raehiknoruxy sacdeghik-ortu "
        "ta-eiklmorstv-z um vbv wkmos xcl yaox zhimrz"
    ),
    "j": (
        "aa-fhj-oq-vxyz beijkmnortuw cst dagt ebeghiklnrtu gbeko his ia-eghilmoqtuvy jer kamoprsu les "
        "ma-dilnrswx nadgijls obdgrsw panrx qr rabrtu sl ua-dhik-pr-uwy vdn wi yaey"
    ),
    "k": (
        "aa-z ba-z ca-z dac-rt-z ea-z fa-z ga-y ha-z ia-z ja-vxyz ka-z la-z ma-z na-gi-z oac-z pa-z qa-z "
        "ra-fh-pr-z sa-z ta-z ua-z va-z wa-z xa-fh-z ya-z za-z"
    ),
    "l": (
        "aa-z babcefgi-oq-z cc-fhlmpqs dabdg-q ea-z fan gabghik-oq-uz hahilmnpstu ia-z jaeilpwx "
        "ka-ehijl-or-uy la-qsux ma-ru-z nabdg-jl-osuwz oabce-z paenox qr racegik-ortvz sa-eghil-prstvwy "
        "tcghinosuz ua-gi-wyz vaiklsu waeghlmostuw xm yagn zhlnz"
    ),
    "m": (
        "aa-z ba-fh-z ca-z da-np-z ea-wyz fa-z ga-z ha-uw-z ia-uw-z ja-eg-z ka-z la-xz ma-rt-z na-z oac-z "
        "pa-eg-z qabce-z ra-z sa-z ta-y ua-eg-vxyz vabd-ik-z wa-z xa-z ya-z za-eg-z"
    ),
    "n": (
        "aa-z ba-y ca-uxz da-z ea-km-z fadlru ga-z ha-ikm-rt-z ia-oq-z jabdhijl-or-uxyz ka-km-xz "
        "lacdegi-oqru-z ma-z na-z oa-wyz pabghilnosuxy qgk-oqty rabcefgik-nprtuxz sa-ik-z "
        "tdegijkmoprsuw-z ua-z vhmo wabcegimorwxy xadegik-oqrux ya-y zabdikmrsuyz"
    ),
    "o": (
        "aacrv biklmortu cahimou daktu fosu gbcegou htu iaen jbcgipsvw ka-eg-orsuvxz ladekmortu "
        "mabcegikln-rt-y nabegijknopr-uwx odgnrs pakmoty raceghimnor-z sacinopstux tabdeik-oq-uw-z "
        "uabeimn vd wil ybdmy zm"
    ),
    "p": (
        "aa-ik-z bbce-il-pr-vyz ca-nprw dacinotu eabd-mo-svxyz fael gadgiklnsuyz hadg-oqrt-w ia-jl-pr-z "
        "jt kabcghnopr-u la-ln-wyz ma-fh-oq-uw-z na-eg-z oc-ik-tv-z paeik-u qaemw ra-ik-uw-z "
        "sacdeghil-uwy tahin-rt-wy ua-gijkmo-uw-z wabgimnorw xm yemnsuxy zehn"
    ),
    "q": (
        "aa-z ba-z ca-z da-z ea-z fa-z ga-z ha-z ia-z ja-z ka-z la-z ma-z na-z oa-z pa-z qa-z ra-z sa-z "
        "ta-z ua-ik-np-sv-z vacehijl-pswyz wacehmst xachln-uw yap"
    ),
    "r": (
        "aa-df-z bbklp cf db eabegijlmnrsty gaeknrsu hgp iabeflmnrtu jgis kabhimtw ma-ik-z nabdglnprw "
        "oa-hl-pruw pnt riot sbik-nw tchmsw ubce-ikm-qstuyz waklmor xdw ynsu zh"
    ),
    "s": (
        "aa-z ba-z cabe-ikln-qs-x dabce-hj-vxz ea-wyz fbemsw ga-eg-pr-uw-z ha-eg-z iabd-z jabdegk-pr-uw "
        "ka-km-z lac-z ma-z na-su-z oa-eg-z pa-egik-vxy qah-kmnoq-ux ra-ik-z sa-z tabd-wy uabcegi-oq-tv-z "
        "vabcekmrsx wabce-y xbcegk-orsuw ya-dik-orswxy za-eglnpsvwy"
    ),
    "t": (
        "aa-z ba-z ca-ik-qstuw-z da-oq-vxy ea-ik-z finort ga-ln-z hac-fhik-np-z ia-z jagijl-psuw "
        "kabd-gk-np-xz la-df-y ma-wyz na-ik-z ob-su-z pacefgi-rt-z qbl-rtuw ra-z sa-z ta-wyz ua-z "
        "vadeik-ostuwxy wa-il-rtuwxy xabceg-jmnoq-uxy yaehijlnpr-vxyz zahjl-ox"
    ),
    "u": (
        "amnr bailruy daegijlmu es fi gabehnoy han igsv ji kaghiklp-suvwy labcefik-nuwy ma-dgim-prsu "
        "nadegikmnpruxz okn piv ra-prt-z sahikpsu taehpru umnru vehl wa ya zbns"
    ),
    "v": (
        "aae-jl-prsuvy bbk ecdl-pr grt ic-glnstv jk kai-ptuz lps ma-mp-su-z nkmp olrt raost silv to umnt wa"
    ),
    "w": (
        "aa-z babefh-mp-tvw cai ddgjktuy eacdghil-pr-uw fg gabgiouwy hagku ibce-nrt-wy jai kabdlruwy "
        "laceghik-orsu-y ma-eghimnostwx nb-egikm-puwy oa-gik-orswy pc rabdghik-prsu-z sagikrsuv tbfhikmw "
        "uabdhlmnrtuvxy waborw xaw yabimnry"
    ),
    "x": (
        "aa-egi-wy ba-egijm-prwxy cbceghl-ort-wy dackmoqy ebdglmpr-u fa gabdfgilmnruw hacdemortuv "
        "iabilnprsvy jbt ka-ln-z la-eginopsuy ma-hj-z nabdg-kmnoq-uyz ocdgikm-prw pa-z qat rabdegimnqrtuw "
        "sa-ehijl-suvy ta-eg-jl-wyz uabdgjl-prtu veinos wacdegjklortw xbkmrt yabjklty zhmp"
    ),
    "y": (
        "aa-z babdeh-oxy chlnpr dadegks eaceijlnr-vy gailmprsuw hadls iadf-np-vxyz kaghik-ortuy "
        "labegil-oruy ma-eghik-txz nadeghklnoqsu obgik-nrstxy pabghkm-pz rabeik-oswy scdgl-prsy talpwy "
        "ua-gi-npqrtuw-z vat waglnqrtuw xaglmuy yruz zgk"
    ),
    "z": (
        "aa-mo-z baceltuw cadh dj eaghmn gabhmnr habdinowx iabk-nrwz kabdghknoprtuvz laejmnqsuw ma-z "
        "nadegks ochmoqrs pa-z qe ragnops saklmru teglmnpqstuxy uahlmny wa xx ybgjnp zaj"
    ),
}
_RANGE = re.compile("(.)-(.)")


def is_language(code: str) -> bool:
    """Is it the ISO 639-3 code of a language (or one that the library maps to it), in any case?"""
    return len(code) == 3 and code.isascii() and code.lower() in codes()


@cache
def codes() -> frozenset[str]:
    """All of them, in small letters; made when the first one is asked for."""
    return frozenset(
        first + word[0] + third
        for first, words in _CODES.items()
        for word in words.split()
        for third in _RANGE.sub(_letters, word[1:])
    )


def _letters(match: re.Match[str]) -> str:
    return "".join(map(chr, range(ord(match[1]), ord(match[2]) + 1)))
