"""How do words that may identify a patient look? One pattern for each, and the harmless words that look alike.

Every repeat has a limit, so that a long text costs no more than its length.
"""

from __future__ import annotations

import re

_JOIN = "(?:[ \\t\\r\\n\\u00a0\\u2000-\\u200b\\u202f\\-\\u2010-\\u2015._/]{0,3})"
TEN = re.compile(rf"(?<![0-9])(?=([0-9]{{3}}{_JOIN}[0-9]{{3}}{_JOIN}[0-9]{{4}})(?![0-9]))")
# Ten digits that stand apart, one by one.
ONE_BY_ONE = re.compile(r"(?<![0-9])(?<![0-9][ \t])(?=([0-9](?:[ \t\r\n\u00a0]{1,2}[0-9]){9})(?![0-9]|[ \t][0-9]))")
CALLED_NHS = re.compile(
    rf"\b(?:NHS|CHI|H&C)\s*(?:number|num|no|nr|id|#)?\.?\s*[:=#]?\s*([0-9](?:{_JOIN}[0-9]){{9}})(?![0-9])",
    re.IGNORECASE,
)
# An ISBN of ten digits passes the same check; the tail of a DOI is anybody's.
NO_NHS = re.compile(r"(?:\bISBN(?:-?10)?[\s:]*|\b10\.[0-9]{4,9}/\S*)$", re.IGNORECASE)
NO_HOSPITAL = re.compile(r"\b(?:GMC|PMID|PMC|NCT|DOI|ref|reference|grant)\W*(?:number|no|ref)?\W*$", re.IGNORECASE)

CALLED_HOSPITAL = re.compile(
    r"\b(?:MRN|(?:hospital|hosp|patient|pt|unit|case[ -]?note|medical record|health record)"
    r"[ _-]{0,2}(?:number|num|no|nr|id|identifier|#))(?![a-z])\.?\s{0,3}(?:is|was|[:=#])?\s{0,3}"
    r"((?=[A-Z0-9/-]*[0-9]{3})[A-Z]{0,4}[-/ ]?[0-9][A-Z0-9/-]{2,13}(?![A-Z0-9])"
    r"|[A-Z]{0,4}[-/ ]?[0-9]{1,4}(?:[ \u00a0][0-9]{1,4}){1,4}(?![A-Z0-9]))",
    re.IGNORECASE,
)
HOSPITAL = re.compile(r"(?<![A-Za-z0-9./])([A-Z]{1,2}[0-9]{6,8}[A-Z]?)(?![A-Za-z0-9]|[./-][0-9])")

_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}"
_DAY = (
    r"[0-9]{1,2}\s{0,2}[./\- ]\s{0,2}[0-9]{1,2}\s{0,2}[./\- ]\s{0,2}(?:[0-9]{4}|[0-9]{2})(?![0-9])"
    r"|[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}(?![0-9])"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?[ \-/]{{0,2}}(?:of )?{_MONTH}[.,]?[ \-/]{{0,2}}(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9])"
    rf"|{_MONTH}\s{{1,2}}[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s{{1,2}}[0-9]{{4}}(?![0-9])"
)
BORN = re.compile(
    rf"\b(?:d\.?\s?o\.?\s?b\b\.?|date[ _]of[ _]birth|birth[ _]?date|birthday|born(?: on)?)\s{{0,3}}"
    rf"(?:is|was|[:=_(-])?\s{{0,3}}({_DAY}|[0-9]{{8}}(?![0-9])|[0-9]{{6}}(?![0-9]))",
    re.IGNORECASE,
)
# No course was given and no form signed so long ago: such a day beside a portfolio entry is someone's birthday.
LONG_AGO = re.compile(
    rf"(?<![0-9./-])((?:[0-3]?[0-9][./-][01]?[0-9][./-]|[0-3]?[0-9](?:st|nd|rd|th)? {_MONTH} )"
    rf"(?:18[0-9]{{2}}|19[0-5][0-9])(?![0-9]))",
    re.IGNORECASE,
)

# A name: up to three words that begin with a capital letter, with hyphens and apostrophes, or initials.
_CAPITAL = "[^\\W\\d_a-zß-öø-ÿ]"
_LETTER = "[^\\W\\d_]"
_REST = rf"(?:{_LETTER}|['’](?!s\b)(?={_LETTER})|-(?={_LETTER})){{0,30}}"
_NAME = rf"{_CAPITAL}(?:\.|{_REST})(?:[ \u00a0]{_CAPITAL}(?:\.(?=[ ])|{_REST})){{0,2}}"
TITLED = re.compile(rf"(?<!{_LETTER})((?:Mr|Mrs|Ms|Miss|Mx)\.?[ \u00a0_]{{1,2}}{_NAME})")
TITLED_SMALL = re.compile(r"(?<![a-zA-Z])(mrs\.?[ ][a-z]{2,20}|mr\.?[ ][a-z]{2,20})(?![a-zA-Z])")
CALLED_PATIENT = re.compile(
    rf"\b(?:(?i:patient|pt|client)(?:['’]s)?[ ]?(?i:name|named|called|was called|name is)"
    rf"\s{{0,2}}[:=]?\s{{0,2}}|(?i:patient|pt)\s?:\s?)({_NAME})"
)
PATIENT = re.compile(rf"\b(?:patient|pt|daughter of|son of|wife of|husband of)[ ]({_NAME})")
_SMALL_WORDS = "and|or|was|is|had|has|who|with|in|on|at|to|of|the|a|an|for|presented|attended|came|fell|died|aged"
PATIENT_AFTER = re.compile(rf"({_NAME})[ ]{{0,2}}[(\[][ ]?(?i:the |a )?(?i:patient|pt|client|service user)[ ]?[)\]]")
PATIENT_LOUD = re.compile(rf"\b(?:PATIENT|PT)[ :]{{1,3}}({_CAPITAL}{{2,30}}[ \u00a0]{_CAPITAL}{{2,30}})(?!{_LETTER})")
_GIVEN = """
aaron abdul abdullah adam ahmad ahmed aisha alan albert alexander ali alice alison amanda amina amir amy andrew angela
ann anna anne annie anthony arthur ashok asma barbara benjamin beryl betty brenda brian bridget carol caroline catherine
charles chinedu christine christopher claire colin craig daniel david deborah denise dennis derek diana donald doreen
dorothy douglas edith edna edward eileen elaine eleanor elizabeth ellen elsie emily emma eric ernest ethel eve fatima
fiona florence fred frederick gareth gary geoffrey george gerald gillian gladys gordon graham hannah harold harry hassan
heather helen henry hilda hussain hussein ian ibrahim irene isabel isabella jacqueline james jane janet jean jeffrey
jennifer jessica joan joanna joanne john jonathan joseph josephine joyce judith julia julie karen kathleen kathryn
keith kenneth kevin khalid laura lawrence leonard leslie linda lisa louise lucy malcolm margaret maria marian marie
marion marjorie martin mary maureen mavis megan michael michelle mohamed mohammad mohammed monica muhammad muriel nancy
natalie nicholas nicola nigel norman olive olivia omar oscar pamela patricia paul pauline peter philip phyllis priya
rachel raj rajesh ralph raymond rebecca richard robert roger ronald rosemary roy ruth samantha samuel sandra sara sarah
sean sharon sheila shirley simon sophia sophie stanley stephen steven stuart susan suzanne sylvia terence teresa thomas
timothy tracey tracy usman valerie vera veronica victoria vincent walter wendy wilfred william winifred yasmin yusuf
zainab
"""
PATIENT_SMALL = re.compile(
    rf"\b(?:patient|pt|client)[ :]{{1,3}}((?:{'|'.join(_GIVEN.split())})(?:[ \u00a0](?!(?:{_SMALL_WORDS})\b)"
    rf"[a-z][a-z'’-]{{1,30}})?)(?![a-z])",
    re.IGNORECASE,
)
PATIENT_DOES = re.compile(
    rf"\bPatient[ ]({_NAME})(?=[ ](?:was|is|had|has|presented|attended|came|fell|died|who|aged|with)\b|,)"
)
NO_MR = re.compile(
    r"mrs?\.? (?:scan|scans|imaging|image|images|angio\w*|spine|brain|safety|protocol|study|studies|conditional|"
    r"spectro\w*|guided|findings|features|and|or|of|in|the|for|with|to|is|was|elastography|enterography|"
    r"cholangio\w*|severity)$"
)
NEAR_MISS = re.compile(r"\bnear[- ]$", re.IGNORECASE)
_NO_NAME = """
A About Access Advice Advocacy After And Alarm Allocation Assessment Association At Before Blood Call Care Cases
Centred Charter Choice Clinic Communication Complaints Confidentiality Consent Counselling Decision Discharge Dr
Education Empowerment Engagement Enrolment Environment Episode Experience Falls Feedback First Flow Focus Follow
For From Global Group Groups Guide Handover Handling Health History Hotel ID Identification In Information
Initiated Interaction Interview Involvement Journey Leaflet Leaflets Led Liaison List Lists Management
Monitoring Mobility Navigator Notes Nutrition Observation On Online Opinion Or Outcome Outcomes Panel Partner
Partners Participation Pathway Pathways Perspective Perspectives Plan Population Portal Positioning Powered
Preference Presentation Priority Public Questionnaire Record Records Recruitment Referral Register Registry
Reported Review Reviews Rights Safety Satisfaction Screening Selection Self Services Simulation Specific Stories
Story Stratified Summary Support Survey Surveys System Teaching The To Transfer Transport Triage Trust Under
Views Voice Volunteer Volunteers Waiting Ward Welfare With Zero I NHS COVID CT MRI ECG ICU ED GP UK NEWS NICE
I'm Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
September October November December
"""
NO_NAME = frozenset(_NO_NAME.split())
# What stands behind PATIENT where a whole title is written in capitals.
_NO_LOUD_NAME = """
Admission Admitted Aid Aids Assessed Association Audit Blood Board Booklet Case Centered Certificate Chart Clinical
Complaint Complex Compliance Contact Controlled Course Data Day Deterioration Diary Dignity Education Event Facing
File Forum Handbook Hospital Incidents Info Injury Is Letter Log Manager Meeting Mortality Moving Necessity New Number
Numbers Older Outpatient Passport Pathways Pack Portfolio Project Protocol Qip Quality Report Research Risk Rounds
Scheme Seen Service Session Sheet Specific Study Team Time Tool Tracking Training Treatment Treated Unit Was Workshop
"""
NO_LOUD_NAME = frozenset(_NO_LOUD_NAME.split())
# Consultants in surgery are Mr and Ms: not a patient when the words beside the name say who it is.
_CLINICIAN = (
    r"(?:consultant|surgeon|registrar|supervisor|tutor|trainer|mentor|assessor|professor|lecturer|dean|examiner|FRCS\w*|"
    r"clinical lead|college tutor|manager|director)"
)
CLINICIAN_BEFORE = re.compile(
    rf"(?:{_CLINICIAN}(?:['’]?s)?(?: name)?[\s,:(]{{0,3}}"
    rf"|\b(?:supervised|signed|assessed|observed|led|taught|mentored|countersigned) by )$",
    re.IGNORECASE,
)
CLINICIAN_AFTER = re.compile(rf"[\s,(]{{0,3}}(?:\w{{3,20}} )?{_CLINICIAN}\b", re.IGNORECASE)

# The 124 postcode areas; the inward letters are never C, I, K, M, O or V (Royal Mail, Programmers' guide).
_AREA = (
    "A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?|"
    "M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE"
)
POSTCODE = re.compile(
    rf"(?<![A-Za-z0-9])((?:{_AREA})[0-9][0-9A-HJKMNP-Y]? ?[0-9][ABD-HJLNP-UW-Z]{{2}}|GIR ?0AA)(?![A-Za-z0-9])"
)
# In small letters not “b12 3rd”: the ordinals are left alone.
_SMALL_INWARD = "[0-9](?!st|nd|rd|th)[abd-hjlnp-uw-z]{2}"
POSTCODE_SMALL = re.compile(
    rf"(?<![A-Za-z0-9])((?:{_AREA.lower()})[0-9][0-9a-hjkmnp-y]? {_SMALL_INWARD})(?![A-Za-z0-9])"
)

PHONE = re.compile(
    r"(?<![0-9+.\-/])((?:\+44|0044)[ ]?(?:\(0\))?(?:[ \-]?[0-9]){9,10}|0[0-9]{2,4}[ \-]?[0-9](?:[ \-]?[0-9]){5,9}"
    r"|\(0[0-9]{2,4}\)[ \-]?[0-9](?:[ \-]?[0-9]){5,9}|\+[1-9][0-9]{0,2}(?:[ \-]?[0-9]){7,12})(?![0-9]|[\-./][0-9])"
)
MAIL = re.compile(r"(?<![\w.+\-])([\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5})")
