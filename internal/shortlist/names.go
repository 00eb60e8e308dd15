package shortlist

// givenNames returns common given names of people in the United Kingdom, sorted,
// that are seldom a place, a flower, a month or another word, so that a label
// with one in it is worth a question.
func givenNames() []string {
	return []string{
		"aaron", "abdul", "abigail", "adam", "adrian", "aidan", "aisha", "alan", "albert", "alexander",
		"alexandra", "alfie", "ali", "alice", "alicia", "alison", "amanda", "amelia", "amina", "amir", "amy",
		"andrea", "andrew", "angela", "ann", "anna", "anne", "annette", "anthony", "antonio", "archie", "arthur",
		"ashley", "audrey", "barbara", "barry", "beatrice", "ben", "benjamin", "bernard", "beth", "bethany",
		"betty", "beverley", "brenda", "brian", "bridget", "bruce", "callum", "carla", "carly", "caroline",
		"catherine", "cathy", "charlie", "charlotte", "cheryl", "chloe", "chris", "christine", "christopher",
		"claire", "clare", "clive", "colin", "connor", "craig", "cynthia", "daniel", "darren", "dave", "david",
		"debbie", "deborah", "denise", "dennis", "derek", "diana", "diane", "donna", "doreen", "doris", "dorothy",
		"edith", "edna", "edward", "eileen", "elaine", "eleanor", "elizabeth", "ella", "ellen", "ellie", "elsie",
		"emily", "emma", "eric", "erin", "ethan", "evelyn", "evie", "fatima", "finlay", "fiona", "fred", "freya",
		"gareth", "gary", "gavin", "gemma", "geoff", "geoffrey", "george", "gerald", "gillian", "gladys", "glenn",
		"gordon", "graham", "gwen", "hanna", "hannah", "harold", "harriet", "harry", "hassan", "helen", "henry",
		"hilda", "howard", "hussain", "ian", "ibrahim", "imran", "irene", "isabella", "ivan", "jackie", "jacob",
		"jacqueline", "jake", "james", "jamie", "jane", "janet", "janice", "jason", "jayden", "jean", "jenny",
		"jeremy", "jessica", "jill", "joan", "joanna", "joanne", "jodie", "joe", "john", "jonathan", "jose",
		"joseph", "josh", "joshua", "joyce", "judith", "julia", "julie", "karen", "kate", "katherine", "kathleen",
		"kathryn", "katie", "kayleigh", "keith", "kelly", "ken", "kenneth", "kerry", "kevin", "khadija", "kieran",
		"kim", "kirsty", "kyle", "laura", "lauren", "leah", "leanne", "lee", "leon", "lesley", "leslie", "lewis",
		"liam", "linda", "lisa", "liz", "lorraine", "louise", "lucas", "lucy", "luke", "lydia", "lynn", "lynne",
		"maisie", "malcolm", "margaret", "maria", "marian", "marie", "marilyn", "marion", "marjorie", "martin",
		"martyn", "mary", "matthew", "maureen", "mavis", "megan", "melanie", "melissa", "mia", "michael",
		"michelle", "mick", "mike", "miriam", "mohamed", "mohammad", "mohammed", "molly", "monica", "muhammad",
		"muriel", "naomi", "natalie", "natasha", "nathan", "neil", "nicholas", "nick", "nicola", "nigel", "noah",
		"noreen", "norma", "norman", "olga", "oliver", "olivia", "omar", "oscar", "owen", "pamela", "patricia",
		"patrick", "paul", "paula", "pauline", "peter", "phil", "philip", "phillip", "phoebe", "phyllis", "priya",
		"rachel", "ralph", "raymond", "rebecca", "reece", "reginald", "rhys", "richard", "rita", "rob", "robert",
		"roger", "ronald", "rosemary", "roy", "rupert", "russell", "ruth", "ryan", "sally", "sam", "samantha",
		"samuel", "sandra", "sara", "sarah", "scott", "sean", "shannon", "sharon", "shaun", "sheila", "shirley",
		"sian", "simon", "sophia", "sophie", "stacey", "stephanie", "stephen", "steve", "steven", "stewart",
		"stuart", "sue", "susan", "suzanne", "sylvia", "tanya", "tara", "ted", "terence", "teresa", "terry",
		"theresa", "thomas", "tim", "timothy", "tina", "toby", "tom", "tony", "tracey", "tracy", "trevor", "tyler",
		"valerie", "vanessa", "vera", "veronica", "victor", "vincent", "wayne", "wendy", "wilfred", "william",
		"winifred", "yasmin", "yusuf", "yvonne", "zachary", "zainab", "zara", "zoe",
	}
}
