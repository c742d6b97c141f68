"""Which of the contract's kinds a GeoNames feature code is, for the import of GeoNames dumps.

From a feature class and code (``P.PPLA``) to a kind, or to None for what news never names or the
contract has no word for: wells, fields, corrals, roads, undersea features. Populated places are sorted
by inhabitants, as those of the embedded gazetteer are.

Source: the feature codes of GeoNames, https://www.geonames.org/export/codes.html (CC BY 4.0); the
assignment to kinds is ours.
"""

from __future__ import annotations

from typing import Final

CITY_POPULATION: Final = 100_000
"""From here on, or as a country's capital, a populated place is a ``city``."""
TOWN_POPULATION: Final = 10_000
"""From here on it is a ``town``, below a ``village``. Census offices differ widely; these are round."""

CAPITAL: Final = "PPLC"
SECTION: Final = "PPLX"

# Kind, feature class, feature codes.
_TABLE: Final = """
country A PCL PCLD PCLF PCLI PCLIX PCLS
admin1 A ADM1
admin2 A ADM2
district A ADM3 ADM4 ADM5 ADMD PRSH
region A ADM1H ADM2H ADM3H ADM4H ADMDH LTER PCLH TERR ZN ZNB
gulf H BAY BAYS BGHT COVE FJD FJDS GULF
sea H SEA
ocean H OCN
strait H CHN CHNL CHNM NRWS SD STRT
lake H LGN LGNS LK LKC LKI LKN LKNI LKS LKSB LKSC LKSI LKSN LKX RSV RSVI
river H CNL CNLN FLLS RPDS STM STMI STMM STMS STMX ESTY
port H ANCH DCKB HBR HBRX RDST
region L AREA BTL COLF CST LAND LCTY MNA OAS PRK RES RESF RESH RESN RESP RESW RGN RGNE RGNH RGNL
region L TRB
continent L CONT
facility L AIRS CTRB MILB NVB OILF GASF SNOW
port L PRT
district L INDS
airport S AIRB AIRF AIRP
station S BUSTN MTRO RSTN RSTP
bridge S BDG BDGQ CSWY
crossing S CSTM PSTB
port S FY FYT MAR PIER PRTB
facility S AIRH AMTH ANS ATHF CMP CMPL CMPMN CMPO CMPQ CMPRF CSTL CTRA CTRCM CTRF CTRM CTRS DAM DAMSB
facility S FCL FT HSP HSPC HSPD HSPL INSM ITTR LTHSE MFG MN MNAU MNC MNCU MNFE MNQ MSSN NOV OBPT OBS
facility S OILR PKLT PRN PS PSH PSN RECG RECR SCH SCHA SCHC SCHL SCHM SCHN SCHT SPCL STBL STDM STNB
facility S STNC STNE STNF STNI STNM STNR STNS STNW TRMO UNIV WRCK ZOO
building S ARCH BANK BLDG BLDA BLDO BSTN CARN CH CTHSE CVNT DIP EMB GOVL HSE HSEC HTL HUT LEPC LIBR
building S MALL ML MNMT MSQE MSTY MUS NUR OPRA PAL PO PP PYR PYRS RHSE RLG RUIN SHRN STUP SYG TMB
building S TMPL TOWR THTR
island T ATOL ISL ISLF ISLM ISLT ISLX
archipelago T ISLS
peninsula T PEN PENX ISTH SPIT
cape T CAPE HDLD PT PTS
range T HLLS MTS RDGE UPLD
mountain T HLL MT PASS PK PKS VLC
desert T DSRT ERG
region T BCH CNYN DLTA DPR GRGE LOWL PLAT PLN PLNX VAL VALS VALX
region V FRST TUND
"""
_ROWS: Final = [line.split() for line in _TABLE.strip().splitlines()]
KIND_OF: Final = {f"{group}.{code}": kind for kind, group, *codes in _ROWS for code in codes}


def populated_kind(population: int, *, capital: bool = False) -> str:
    """Sort a populated place by its inhabitants."""
    if capital or population >= CITY_POPULATION:
        return "city"
    return "town" if population >= TOWN_POPULATION else "village"


def kind_of(group: str, code: str, population: int) -> str | None:
    """Give the kind of a feature class and code, None for what is left out."""
    if group == "P":
        return "district" if code == SECTION else populated_kind(population, capital=code == CAPITAL)
    return KIND_OF.get(f"{group}.{code}")
