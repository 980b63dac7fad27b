; The Windows installer. bundle/windows.py calls makensis with what is used here and not defined:
; VERSION, FOUR_NUMBERS, PAYLOAD (the program's folder), ICON, LICENCE, KILOBYTES, OUTPUT.
;
;   setup.exe /S [/CurrentUser | /AllUsers] [/D=C:\Where]     silent; /D comes last, without quotes
;   uninstall.exe /S [/REMOVEDATA]                            silent; without /REMOVEDATA the data stays
;
; Exit codes: 0 done, 1 cancelled, 2 not done (the program runs, or this Windows is too old).

Unicode true
Target amd64-unicode
ManifestDPIAware true
SetCompressor /SOLID lzma

!define NAME "YCloud Console"
!define ID "YCloudConsole"
!define PUBLISHER "YCloud"
!define PROGRAM "ycloud-consolew.exe"
!define COMMAND_LINE "ycloud-console.exe"
!define DATA "$LOCALAPPDATA\ycloud-console"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define APP_PATH_KEY "Software\Microsoft\Windows\CurrentVersion\App Paths"
!define ERROR_NOT_DONE 2

; For this user without an administrator's rights, or for all users with them.
!define MULTIUSER_MUI
!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_INSTALLMODE_INSTDIR "${NAME}"
; An upgrade goes where the version before it is.
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "Software\${ID}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "Software\${ID}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_USE_PROGRAMFILES64

!include MultiUser.nsh
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include nsDialogs.nsh

Name "${NAME}"
BrandingText "${NAME} ${VERSION}"
OutFile "${OUTPUT}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${FOUR_NUMBERS}"
VIFileVersion "${FOUR_NUMBERS}"
VIAddVersionKey /LANG=0 "ProductName" "${NAME}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "${NAME} set-up"
VIAddVersionKey /LANG=0 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=0 "LegalCopyright" "MIT licence; parts under their own, see the folder licences"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH

!insertmacro MUI_UNPAGE_CONFIRM
UninstPage custom un.AskForData un.HearOfData
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString RUNNING ${LANG_ENGLISH} "${NAME} is running. Close it, and try again."
LangString RUNNING ${LANG_SIMPCHINESE} "${NAME} 正在运行。请先关闭它，然后重试。"
LangString TOO_OLD ${LANG_ENGLISH} "${NAME} needs Windows 10 or newer, 64-bit."
LangString TOO_OLD ${LANG_SIMPCHINESE} "${NAME} 需要 64 位的 Windows 10 或更高版本。"
LangString DATA_TITLE ${LANG_ENGLISH} "Settings and history"
LangString DATA_TITLE ${LANG_SIMPCHINESE} "设置和历史记录"
LangString DATA_WORDS ${LANG_ENGLISH} "Accounts, settings and the history of messages are in ${DATA}. They stay, and a later installation finds them again."
LangString DATA_WORDS ${LANG_SIMPCHINESE} "账户、设置和消息历史记录保存在 ${DATA}。默认保留，以后重新安装时可以继续使用。"
LangString DATA_REMOVE ${LANG_ENGLISH} "Delete them too. This cannot be undone."
LangString DATA_REMOVE ${LANG_SIMPCHINESE} "同时删除这些数据。此操作无法撤销。"
LangString DATA_PASSWORDS ${LANG_ENGLISH} "Passwords are in the Windows Credential Manager, under ycloud-console. Remove accounts in the program before uninstalling it to delete them."
LangString DATA_PASSWORDS ${LANG_SIMPCHINESE} "密码保存在 Windows 凭据管理器中，名称以 ycloud-console 开头。如需删除，请在卸载前先在程序中删除账户。"
LangString SHORTCUT ${LANG_ENGLISH} "Send text messages over SMPP and watch their delivery reports"
LangString SHORTCUT ${LANG_SIMPCHINESE} "通过 SMPP 发送短信并查看状态报告"

Var Wanted
Var RemoveData
Var RemoveDataBox

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_ICONSTOP|MB_OK "$(TOO_OLD)" /SD IDOK
    SetErrorLevel ${ERROR_NOT_DONE}
    Quit
  ${EndIf}
  SetRegView 64
  ; What /D says; MultiUser would put its own place over it.
  StrCpy $Wanted $INSTDIR
  !insertmacro MULTIUSER_INIT
  ${If} $Wanted != ""
    StrCpy $INSTDIR $Wanted
  ${EndIf}
FunctionEnd

Function un.onInit
  SetRegView 64
  !insertmacro MULTIUSER_UNINIT
  StrCpy $RemoveData 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/REMOVEDATA" $1
  ${IfNot} ${Errors}
    StrCpy $RemoveData 1
  ${EndIf}
FunctionEnd

; A program that runs cannot be replaced: Windows does not let its file be opened for writing.
!macro WAIT_UNTIL_CLOSED UN
Function ${UN}WaitUntilClosed
  again:
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${IfNot} ${Errors}
      FileClose $0
      FileOpen $0 "$INSTDIR\${COMMAND_LINE}" a
    ${EndIf}
    ${If} ${Errors}
      MessageBox MB_ICONEXCLAMATION|MB_RETRYCANCEL "$(RUNNING)" /SD IDCANCEL IDRETRY again
      SetErrorLevel ${ERROR_NOT_DONE}
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
FunctionEnd
!macroend
!insertmacro WAIT_UNTIL_CLOSED ""
!insertmacro WAIT_UNTIL_CLOSED "un."

; Only what an installation put there: the folder may be one that holds other things.
!macro REMOVE_PROGRAM
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\${COMMAND_LINE}"
  Delete "$INSTDIR\uninstall.exe"
!macroend

Section "-program"
  Call WaitUntilClosed
  ; An upgrade in place: no file of the version before it may stay, or Python would load it.
  !insertmacro REMOVE_PROGRAM
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0 SW_SHOWNORMAL "" "$(SHORTCUT)"
  WriteRegStr SHCTX "Software\${ID}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${APP_PATH_KEY}\${COMMAND_LINE}" "" "$INSTDIR\${COMMAND_LINE}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "URLInfoAbout" "https://www.ycloud.com"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

Function un.AskForData
  !insertmacro MUI_HEADER_TEXT "$(DATA_TITLE)" ""
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 36u "$(DATA_WORDS)"
  Pop $0
  ${NSD_CreateCheckbox} 0 42u 100% 12u "$(DATA_REMOVE)"
  Pop $RemoveDataBox
  ${NSD_CreateLabel} 0 64u 100% 36u "$(DATA_PASSWORDS)"
  Pop $0
  nsDialogs::Show
FunctionEnd

Function un.HearOfData
  ${NSD_GetState} $RemoveDataBox $RemoveData
FunctionEnd

Section "Uninstall"
  Call un.WaitUntilClosed
  !insertmacro REMOVE_PROGRAM
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  DeleteRegKey SHCTX "${APP_PATH_KEY}\${COMMAND_LINE}"
  DeleteRegKey SHCTX "Software\${ID}"
  ${If} $RemoveData = 1
    ; The data is each user's own, also where the program is everybody's.
    SetShellVarContext current
    RMDir /r "${DATA}"
  ${EndIf}
SectionEnd
